'use strict'
// A node on ara-inc in a process of its own, driven by lines: `node inc-node.js NAME [OPTIONS-AS-JSON]`
//   stdin:   ["call", KEY, target, method, params, options], ["cancel", KEY], ["ping", KEY, nodes, options], ["require", KEY, names],
//            ["watch"], ["ready"], ["leave"]
//   stdout:  `started PID` once others can find it, `ran METHOD` when a function of its own starts,
//            `KEY result JSON`, `KEY error {code, message}`, `KEY pongs JSON`, `up NAME PID`, `down NAME PID`, `left`
// It ends when its stdin does, so that no test leaves it behind.
const readline = require('readline')
const inc = require('./ara-inc')

const [name, options = '{}'] = process.argv.slice(2)
const node = inc.node(name, JSON.parse(options))
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
const functions = {
  echo: value => value,
  add: ({ a, b }) => a + b,
  caller: ({ caller }) => caller,
  sleep: async (ms, { signal }) => {
    signal.addEventListener('abort', () => console.log('aborted'))
    await sleep(ms)
    return 'slept'
  },
  fail: message => { throw new Error(message) },
  refuse: (code, message) => { throw new inc.IncError(code, message, { because: 'it can' }) },
  loop: () => { const value = {}; value.value = value; return value },
  nothing: () => {},
  relay: (target, method, params, ...rest) => rest.at(-1).call(target, method, params, rest.length > 1 ? rest[0] : {}),
  pid: () => process.pid,
  require: names => names.map(name => ({ name })),
  stop: () => 'stopped',
  start: () => 'started'
}
const guards = {
  start: { allow: ['friend'] },
  echo: { description: 'the same again', params: [{ name: 'value', type: 'any JSON', description: 'what to say' }], returns: 'value' }
}
for (const [method, fn] of Object.entries(functions)) {
  node.function(method, (...args) => {
    console.log('ran ' + method)
    return fn(...args)
  }, guards[method])
}

const aborts = new Map()
async function tell (key, call) {
  try {
    console.log(`${key} result ${JSON.stringify(await call)}`)
  } catch ({ code, message }) {
    console.log(`${key} error ${JSON.stringify({ code, message })}`)
  }
}

const commands = {
  call (key, target, method, params, options) {
    aborts.set(key, new AbortController())
    return tell(key, node.call(target, method, params, { signal: aborts.get(key).signal, ...options }))
  },
  require: (key, names) => tell(key, node.require(names)),
  watch: () => ['up', 'down'].forEach(event => node.on(event, ({ name, pid }) => console.log(`${event} ${name} ${pid}`))),
  cancel: key => aborts.get(key).abort(),
  async ping (key, nodes, options) {
    console.log(`${key} pongs ${JSON.stringify(await node.ping(nodes, options))}`)
  },
  ready: () => node.ready(),
  async leave () {
    await node.leave()
    console.log('left')
  }
}

readline.createInterface({ input: process.stdin })
  .on('line', line => {
    const [command, ...args] = JSON.parse(line)
    commands[command](...args)
  })
  .on('close', () => process.exit(0))
// localcast does not tell when it has joined; but a second one in the same mailbox is told of the first.
require('localcast')(require('md5')(name)).on('localcast', function joined ({ pid }) {
  if (pid !== process.pid) return
  this.off('localcast', joined)
  console.log('started ' + process.pid)
})
