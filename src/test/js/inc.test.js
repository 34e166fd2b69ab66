'use strict'
const { test, afterEach } = require('node:test')
const assert = require('node:assert')
const { start, killAll } = require('./child')
const { codes } = require('./ara-inc')

afterEach(killAll)

const node = (name, options = {}) => start('inc-node.js', name, JSON.stringify(options))

/** Two nodes of which the first leads the bus, after a third has left the choice of roles to the test. */
const roles = [
  ['the caller leads the bus', async () => {
    const caller = await node('caller')
    return [caller, await node('callee')]
  }],
  ['the callee leads the bus', async () => {
    const callee = await node('callee')
    return [await node('caller'), callee]
  }],
  ['a third process leads the bus', async () => {
    await start('cast.js', 'elsewhere')
    return [await node('caller'), await node('callee')]
  }]
]

for (const [role, pair] of roles) {
  test(`a call is answered when ${role}`, async () => {
    const [caller] = await pair()
    assert.deepStrictEqual(await caller.call('callee', 'echo', ['hello']), { result: 'hello' })
    assert.deepStrictEqual(await caller.call('callee', 'add', { a: 2, b: 3 }), { result: 5 })
    assert.deepStrictEqual(await caller.call('callee', 'nothing'), { result: null })
    assert.deepStrictEqual(await caller.call('callee', 'caller'), { result: 'caller' })
  })

  test(`many calls at once are each answered once when ${role}`, async () => {
    const [caller, callee] = await pair()
    const values = Array.from({ length: 200 }, (_, value) => value)
    const answers = await Promise.all(values.map(value => caller.call('callee', 'echo', [value])))
    assert.deepStrictEqual(answers, values.map(result => ({ result })))
    await callee.times('ran echo', 200) // its lines come by another pipe than the answers
    assert.strictEqual(callee.count('ran echo'), 200)
  })
}

test('a ping is answered with what a node is', async () => {
  const dht = await node('dht', { requires: ['dns'], version: '1.2.3', ports: { udp: 6881 }, starting: true })
  const asker = await node('asker')
  const [pong, ...others] = await asker.ping(['dht'])
  assert.deepStrictEqual(others, [])
  assert.deepStrictEqual([pong.name, pong.pid, pong.state], ['dht', dht.pid, 'starting'])
  assert.deepStrictEqual([pong.version, pong.requires, pong.ports], ['1.2.3', ['dns'], { udp: 6881 }])
  assert.ok(pong.functions.includes('echo') && pong.started <= Date.now() && pong.rtt > 0)
})

test('a ping of everybody is answered by everybody', async () => {
  for (const name of ['a', 'b', 'c']) await node(name)
  const asker = await node('asker')
  const pongs = await asker.ping([], { timeout: 2000 })
  assert.deepStrictEqual(pongs.map(({ name }) => name).sort(), ['a', 'b', 'c'])
})

test('a node is found through a bus whose leader changed in the moment of the ping', async () => {
  const leader = await start('cast.js', 'elsewhere')
  const asker = await node('asker')
  await node('dht')
  await asker.ping(['dht'])
  await leader.kill()
  assert.strictEqual((await asker.ping(['dht']))[0].name, 'dht')
})

test('a node that knows only the RFC is heard and called', async () => {
  await start('rfc-node.js', 'rfc')
  const caller = await node('caller')
  const [pong] = await caller.ping([], { timeout: 2000 })
  assert.strictEqual(pong.type, 'rfc')
  assert.deepStrictEqual(await caller.call('rfc', 'double', [21]), { result: 42 })
})

test('no new connection is made for a pong', async () => {
  await node('dht')
  const asker = await node('asker')
  const watcher = await start('cast.js', require('md5')('asker'))
  await watcher.until('peer ')
  for (let i = 0; i < 20; i++) await asker.ping(['dht'])
  await watcher.times('peer ', 3) // the asker's two, and the dht's one connection into the asker's mailbox
  await asker.ping(['dht'])
  assert.strictEqual(watcher.lines.filter(line => line.startsWith('peer ')).length, 3)
})

test('a call to a name that nobody has is over long before its deadline', async () => {
  const caller = await node('caller')
  for (let i = 0; i < 3; i++) {
    const { error } = await caller.call('nobody', 'echo', [1], { timeout: 30000 })
    assert.deepStrictEqual(error, { code: codes.NOT_RUNNING, message: "'nobody' is not running" })
  }
})

test('a node that comes after it was missed can be called', async () => {
  const caller = await node('caller')
  assert.strictEqual((await caller.call('late', 'echo', [1])).error.code, codes.NOT_RUNNING)
  await node('late')
  assert.deepStrictEqual(await caller.call('late', 'echo', [1]), { result: 1 })
})

test('a call to a node that died is over long before its deadline', async () => {
  const caller = await node('caller')
  const callee = await node('callee')
  await caller.call('callee', 'echo', [1])
  await callee.kill()
  const { error } = await caller.call('callee', 'echo', [1], { timeout: 30000 })
  assert.strictEqual(error.code, codes.NOT_RUNNING)
})

test('a call whose callee dies while it runs ends with its outcome unknown', async () => {
  const caller = await node('caller')
  const callee = await node('callee')
  const call = caller.call('callee', 'sleep', [60000], { timeout: 60000 })
  await callee.until('ran sleep')
  await callee.kill()
  assert.strictEqual((await call).error.code, codes.OUTCOME_UNKNOWN)
})

test('a call is not run by a successor of the node that it was sent to', async () => {
  await start('cast.js', 'elsewhere')
  const caller = await node('caller')
  const callee = await node('callee')
  const call = caller.call('callee', 'sleep', [60000], { timeout: 60000 })
  await callee.until('ran sleep')
  await callee.kill()
  const successor = await node('callee')
  assert.strictEqual((await call).error.code, codes.OUTCOME_UNKNOWN)
  assert.strictEqual(successor.count('ran sleep'), 0)
})

test('a call without an answer ends at its deadline', async () => {
  const caller = await node('caller')
  await node('callee')
  const { error } = await caller.call('callee', 'sleep', [60000], { timeout: 300 })
  assert.deepStrictEqual(error, { code: codes.TIMED_OUT, message: "'callee' did not answer in time; it may have run" })
})

test('a node calls back who has called it before', async () => {
  const caller = await node('caller')
  await node('callee')
  await caller.call('callee', 'echo', [1])
  assert.deepStrictEqual(await caller.call('callee', 'relay', ['caller', 'echo', [2]]), { result: 2 })
})

test('what a function throws is told, and a code of its own is kept', async () => {
  const caller = await node('caller')
  await node('callee')
  assert.deepStrictEqual((await caller.call('callee', 'fail', ['no disk'])).error, { code: codes.THREW, message: 'no disk' })
  assert.deepStrictEqual((await caller.call('callee', 'refuse', [7, 'no'])).error, { code: 7, message: 'no' })
  assert.match((await caller.call('callee', 'loop')).error.message, /not JSON/)
})

test('an error of a call within a call says whose it is', async () => {
  const caller = await node('caller')
  await node('callee')
  const { error } = await caller.call('callee', 'relay', ['nobody', 'echo', []])
  assert.deepStrictEqual(error, { code: codes.THREW, message: "nobody: 'nobody' is not running" })
})

test('an unknown function, surplus parameters and guarded functions are refused', async () => {
  const caller = await node('caller')
  const friend = await node('friend')
  const callee = await node('callee')
  assert.strictEqual((await caller.call('callee', 'unknown')).error.code, codes.NO_SUCH_FUNCTION)
  assert.strictEqual((await caller.call('callee', 'echo', [1, 2])).error.code, codes.BAD_PARAMETERS)
  for (const method of ['stop', 'start', 'configure', 'getInstance']) {
    assert.strictEqual((await caller.call('callee', method)).error.code, codes.REFUSED)
  }
  assert.deepStrictEqual(await friend.call('callee', 'start'), { result: 'started' })
  assert.strictEqual(callee.count('ran stop'), 0)
})

test('calls wait until a node that starts is ready', async () => {
  const caller = await node('caller')
  const callee = await node('callee', { starting: true })
  const call = caller.call('callee', 'echo', [1])
  await caller.ping(['callee'])
  assert.strictEqual(callee.count('ran echo'), 0)
  callee.send('ready')
  assert.deepStrictEqual(await call, { result: 1 })
})

test('more calls than a node runs at one time are refused as overloaded', async () => {
  const caller = await node('caller')
  const callee = await node('callee', { concurrency: 1 })
  const first = caller.call('callee', 'sleep', [1000])
  await callee.until('ran sleep')
  assert.strictEqual((await caller.call('callee', 'echo', [1])).error.code, codes.OVERLOADED)
  assert.deepStrictEqual(await first, { result: 'slept' })
})

test('a cancelled call ends at once, and the callee is told', async () => {
  const caller = await node('caller')
  const callee = await node('callee')
  const call = caller.call('callee', 'sleep', [60000], { timeout: 60000 })
  await callee.until('ran sleep')
  caller.send('cancel', 'k1')
  assert.strictEqual((await call).error.code, codes.CANCELLED)
  await callee.until('aborted')
})

test('a call that is sent twice runs once and is answered twice', async () => {
  const callee = await node('callee')
  const mailbox = await start('cast.js', require('md5')('twice'))
  const sender = await start('cast.js', require('md5')('callee'))
  await sender.until('peer ')
  const again = setInterval(() => sender.send('call', { name: 'twice', id: 7, method: 'echo', params: ['x'] }), 20)
  const answer = 'message ["result",{"name":"callee","id":7,"result":"x"}]'
  await mailbox.times(answer, 3)
  clearInterval(again)
  await callee.times('ran echo', 1) // its lines come by another pipe than the answers
  assert.strictEqual(callee.count('ran echo'), 1)
})

test('calls survive the death of the leader, and none runs twice', async () => {
  const leader = await start('cast.js', 'elsewhere')
  const caller = await node('caller')
  const callee = await node('callee')
  await caller.call('callee', 'echo', ['warm'])
  const values = Array.from({ length: 300 }, (_, value) => value)
  const calls = values.map(async value => {
    await new Promise(resolve => setTimeout(resolve, value))
    if (value === 150) leader.process.kill('SIGKILL')
    return caller.call('callee', 'echo', [value], { timeout: 20000 })
  })
  assert.deepStrictEqual(await Promise.all(calls), values.map(result => ({ result })))
  await callee.times('ran echo', 301) // its lines come by another pipe than the answers
  assert.strictEqual(callee.count('ran echo'), 301)
})

test('a call that runs while the leader dies is answered', async () => {
  const leader = await start('cast.js', 'elsewhere')
  const caller = await node('caller')
  const callee = await node('callee')
  const call = caller.call('callee', 'sleep', [1500], { timeout: 20000 })
  await callee.until('ran sleep')
  await leader.kill()
  assert.deepStrictEqual(await call, { result: 'slept' })
  await callee.times('ran sleep', 1) // its lines come by another pipe than the answers
  assert.strictEqual(callee.count('ran sleep'), 1)
})

test('a node that knows only the RFC is not sent a call twice', async () => {
  const leader = await start('cast.js', 'elsewhere')
  const caller = await node('caller')
  const rfc = await start('rfc-node.js', 'rfc')
  await caller.call('rfc', 'echo', [1])
  const values = Array.from({ length: 100 }, (_, value) => value)
  const calls = values.map(async value => {
    await new Promise(resolve => setTimeout(resolve, value))
    if (value === 50) leader.process.kill('SIGKILL')
    return caller.call('rfc', 'echo', [value], { timeout: 3000 })
  })
  for (const [value, end] of (await Promise.all(calls)).entries()) {
    if (end.error) assert.strictEqual(end.error.code, codes.TIMED_OUT)
    else assert.strictEqual(end.result, value)
  }
  assert.ok(rfc.count('ran echo') <= 101)
})

test('nothing that a stranger says ends a node', async () => {
  const callee = await node('callee')
  const caller = await node('caller')
  for (const space of ['localcast', require('md5')('callee')]) {
    const stranger = await start('cast.js', space)
    await stranger.until('peer ')
    for (const event of ['ping', 'pong', 'call', 'result', 'cancel', 'bye', 'localcast', 'error']) {
      for (const payload of [[], [null], [5], ['x'], [[]], [{}], [{ name: {}, id: [], method: 'echo', params: 5, deadline: 'x' }],
        [{ name: '', method: 'toString' }], [{ name: 'x', id: { a: 1 }, method: 'echo', error: 'no' }]]) {
        if (event !== 'error') stranger.send(event, ...payload)
      }
    }
  }
  assert.deepStrictEqual(await caller.call('callee', 'echo', [1]), { result: 1 })
  assert.strictEqual(callee.process.exitCode, null)
})

test('a node that leaves says so and is not heard again', async () => {
  const watcher = await start('cast.js')
  const callee = await node('callee')
  const caller = await node('caller')
  callee.send('leave')
  await watcher.until(`message ["bye",{"name":"callee","pid":${callee.pid}}]`)
  await callee.until('left')
  assert.deepStrictEqual(await caller.ping(['callee'], { timeout: 500 }), [])
})
