'use strict'
// A node of CallRun on ara-inc; network.ara.up.it.chaos.CallNode is the same on the Java library, and says what it notes.
const fs = require('fs')
const path = require('path')
const { CHAOS_NODE: name, CALLS_FOLDER: folder, CALLS_TARGETS, CALLS_WINDOW, CALLS_TIMEOUT } = process.env

/** A call that failed is followed by the next one after these many ms. */
const PAUSE = 20

const stat = fs.readFileSync('/proc/self/stat', 'latin1')
const incarnation = process.pid + '.' + stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
const targets = CALLS_TARGETS.split(',')
const timeout = Number(CALLS_TIMEOUT)
const journal = kind => {
  const file = fs.openSync(path.join(folder, kind, name), 'a')
  return line => fs.writeSync(file, line + '\n')
}
const ran = journal('ran')
const calls = journal('calls')
const node = require('./ara-inc').node(name)
node.function('run', key => {
  ran(key)
  return key
})

let count = 0
let open = Number(CALLS_WINDOW)
let stopping = false
setInterval(() => { stopping = fs.existsSync(path.join(folder, 'stop')) }, PAUSE)

async function worker () {
  while (!stopping) {
    const key = `${name}:${incarnation}:${++count}`
    calls('begun ' + key)
    const began = performance.now()
    const code = await node.call(targets[Math.floor(Math.random() * targets.length)], 'run', [key], { timeout })
      .then(value => value === key ? 0 : 1, error => error.code)
    calls(`ended ${key} ${code} ${Math.round(performance.now() - began)}`)
    if (code !== 0) await new Promise(resolve => setTimeout(resolve, PAUSE))
  }
  if (--open === 0) calls('finished ' + incarnation)
}
for (let i = open; i > 0; i--) worker()
