'use strict'
// What ara-inc offers beyond calls, pings and their failures (inc.test.js).
const { spawnSync } = require('node:child_process')
const path = require('node:path')
const { test, afterEach } = require('node:test')
const assert = require('node:assert')
const md5 = require('md5')
const { start, killAll } = require('./child')
const { codes } = require('./ara-inc')

afterEach(killAll)

const node = (name, options = {}) => start('inc-node.js', name, JSON.stringify(options))

test('require asks the launcher for what the node requires, and gives the pongs', async () => {
  const launcher = await node('ara-up')
  const asker = await node('asker', { requires: ['dht', 'dns'] })
  assert.deepStrictEqual(await asker.perform('require'), { result: [{ name: 'dht' }, { name: 'dns' }] })
  assert.deepStrictEqual(await asker.perform('require', ['hub']), { result: [{ name: 'hub' }] })
  await launcher.kill()
  assert.strictEqual((await asker.perform('require', ['hub'])).error.code, codes.NOT_RUNNING)
})

test('nodes that come, leave, die and come back are told to who listens', async () => {
  const watcher = await node('watcher')
  const first = await node('first')
  watcher.send('watch')
  await watcher.until(`up first ${first.pid}`)
  const second = await node('second')
  await watcher.until(`up second ${second.pid}`)
  await second.kill()
  await watcher.until(`down second ${second.pid}`)
  const again = await node('second')
  await watcher.until(`up second ${again.pid}`)
  first.send('leave')
  await watcher.until(`down first ${first.pid}`)
  assert.strictEqual(watcher.lines.filter(line => /^(up|down) /.test(line)).length, 5)
})

test('every node tells what it offers', async () => {
  const caller = await node('caller')
  const callee = await node('callee', { version: '1.2.3', description: 'says it again', requires: ['dht'] })
  const { result } = await caller.call('callee', 'info')
  assert.deepStrictEqual([result.name, result.pid, result.state], ['callee', callee.pid, 'ready'])
  assert.deepStrictEqual([result.version, result.description, result.requires], ['1.2.3', 'says it again', ['dht']])
  assert.deepStrictEqual(result.functions.find(({ name }) => name === 'echo'), {
    name: 'echo', description: 'the same again', params: [{ name: 'value', type: 'any JSON', description: 'what to say' }], returns: 'value'
  })
})

test('every node tells who called what, how often, and how long it took', async () => {
  const [caller, other] = [await node('caller'), await node('other')]
  await node('callee')
  for (const value of [1, 2, 3]) await caller.call('callee', 'echo', [value])
  await other.call('callee', 'sleep', [200])
  await other.call('callee', 'fail', ['no'])
  await other.call('callee', 'unheardOf')
  const { result: { since, calls } } = await caller.call('callee', 'stats')
  const counts = calls.map(({ function: method, caller, calls, errors }) => [method, caller, calls, errors])
  assert.deepStrictEqual(counts.sort(), [
    ['(unknown)', 'other', 1, 1], ['echo', 'caller', 3, 0], ['fail', 'other', 1, 1], ['sleep', 'other', 1, 0]
  ])
  const slept = calls.find(row => row.function === 'sleep')
  assert.ok(slept.p50 >= 190 && slept.p50 <= slept.p99, JSON.stringify(slept))
  assert.ok(since <= Date.now())
})

test('one process of several with a name is called by its pid', async () => {
  const caller = await node('caller')
  const twins = [await node('twin'), await node('twin')]
  for (const { pid } of twins) assert.deepStrictEqual(await caller.call(`twin@${pid}`, 'pid'), { result: pid })
  for (const twin of twins) assert.strictEqual(twin.count('ran pid'), 1)
  await twins[0].kill()
  assert.strictEqual((await caller.call(`twin@${twins[0].pid}`, 'pid')).error.code, codes.NOT_RUNNING)
})

test('trap 34: two nodes with one name are both seen', async () => {
  const asker = await node('asker')
  const twins = [await node('twin'), await node('twin')]
  const pongs = await asker.ping([], { timeout: 2000 })
  assert.deepStrictEqual(pongs.map(({ pid }) => pid).sort(), twins.map(({ pid }) => pid).sort())
})

test('trap 30: a call that was late may have run, and its error says so', async () => {
  const caller = await node('caller')
  const callee = await node('callee')
  const { error } = await caller.call('callee', 'sleep', [60000], { timeout: 2000 })
  assert.deepStrictEqual(error, { code: codes.TIMED_OUT, message: "'callee' did not answer in time; it may have run" })
  await callee.until('ran sleep')
})

test('trap 31: a call within a call is not tried again by both callers', async () => {
  const leader = await start('cast.js', 'elsewhere')
  const caller = await node('caller')
  const relay = await node('relay')
  const callee = await node('callee')
  const call = caller.call('relay', 'relay', ['callee', 'sleep', [1500], { timeout: 20000 }], { timeout: 20000 })
  await callee.until('ran sleep')
  await leader.kill()
  assert.deepStrictEqual(await call, { result: 'slept' })
  await callee.times('ran sleep', 1)
  assert.deepStrictEqual([relay.count('ran relay'), callee.count('ran sleep')], [1, 1])
})

test('trap 31: to a node that keeps no memory a call that waits is sent once', async () => {
  await start('cast.js', 'elsewhere')
  const mailbox = await start('cast.js', md5('silent'))
  const caller = await node('caller')
  const { error } = await caller.call('silent', 'echo', [1], { timeout: 2500 })
  assert.strictEqual(error.code, codes.TIMED_OUT)
  assert.strictEqual(mailbox.lines.filter(line => line.startsWith('message ["call"')).length, 1)
})

test('trap 32: a call that came while its node was booted runs once, on the first of its name', async () => {
  await start('cast.js', 'elsewhere')
  const standIn = await start('stand-in.js', 'late')
  const caller = await node('caller')
  const call = caller.call('late', 'echo', [1], { timeout: 20000 })
  await standIn.until('heard call')
  const late = await node('late')
  assert.deepStrictEqual(await call, { result: 1 })
  await late.times('ran echo', 1)
  assert.strictEqual(late.count('ran echo'), 1)
})

test('a call that nobody boots in time was not run', async () => {
  await start('cast.js', 'elsewhere')
  await start('stand-in.js', 'late')
  const caller = await node('caller')
  const { error } = await caller.call('late', 'echo', [1], { timeout: 700 })
  assert.deepStrictEqual(error, { code: codes.TIMED_OUT, message: "'late' was not booted in time" })
})

test('a call to a node that died, of which the stand-in is left, ends with its outcome unknown', async () => {
  await start('cast.js', 'elsewhere')
  await start('stand-in.js', 'callee')
  const callee = await node('callee')
  const caller = await node('caller')
  const call = caller.call('callee', 'sleep', [60000], { timeout: 3000 })
  await callee.until('ran sleep')
  await callee.kill()
  assert.strictEqual((await call).error.code, codes.OUTCOME_UNKNOWN)
})

test('the types allow what the library takes, and forbid what it does not', () => {
  const tsc = require.resolve('typescript/bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '--strict', '-p', path.join(__dirname, 'types')])
  assert.strictEqual(status, 0, String(stdout))
})
