'use strict'
// One end of the benchmark of calls on ara-inc; network.ara.up.bench.CallEnd is the same on our library for Java.
//   node call-end.js responder | requester
const inc = require(require('path').join(process.env.BENCH_MODULES, 'ara-inc.js'))

const WINDOW = 64
const timeout = 30000
const params = ['x'.repeat(40)]
const requester = process.argv[2] === 'requester'
const node = inc.node(requester ? 'caller' : 'callee')
node.function('echo', text => text)

async function oneByOne (count) {
  const micros = []
  for (let i = 0; i < count; i++) {
    const began = process.hrtime.bigint()
    await node.call('callee', 'echo', params, { timeout })
    micros.push(Number(process.hrtime.bigint() - began) / 1e3)
  }
  return micros.sort((a, b) => a - b)
}

async function window (count) {
  const began = process.hrtime.bigint()
  let left = count
  const worker = async () => { while (left-- > 0) await node.call('callee', 'echo', params, { timeout }) }
  await Promise.all(Array.from({ length: WINDOW }, worker))
  return Number(process.hrtime.bigint() - began) / 1e9
}

async function measure () {
  const [warmUp, roundTrips, , inFlight] = process.argv.slice(3).map(Number)
  await oneByOne(warmUp)
  const micros = await oneByOne(roundTrips)
  await window(warmUp)
  const seconds = await window(inFlight)
  console.log('figures ' + JSON.stringify({
    p50: micros[micros.length >> 1],
    p99: micros[Math.floor(micros.length * 0.99)],
    inFlight: inFlight / seconds
  }))
}

const present = requester ? node.ping(['callee'], { timeout }) : node.ping()
present.then(() => {
  console.log('started ' + process.pid)
  if (requester) return measure()
})
process.stdin.on('end', () => process.exit(0)).resume()
