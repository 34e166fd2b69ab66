'use strict'
// One end of the bus benchmark on npm's localcast; network.ara.up.bench.BusEnd is the same with ours.
//   node bus-end.js leader | responder | requester
const localcast = require(require.resolve('localcast', { paths: [process.env.BENCH_MODULES] }))

const WINDOW = 64
const payload = { id: 0, text: 'x'.repeat(100 - '["ask",{"id":1000000,"text":""}]'.length) }
const message = () => { payload.id = 1000000 + (payload.id + 1) % 1000000; return payload }

const ends = {
  leader: () => localcast('leader').on('localcast', () => {}),
  responder: () => {
    const cast = localcast('bench')
    let counted = 0
    let expected = 0
    cast.on('ask', body => cast.emit('answer', body))
    cast.on('count', count => { counted = 0; expected = count })
    cast.on('one', () => { if (++counted === expected) cast.emit('counted') })
  },
  requester: () => {
    const cast = localcast('bench')
    cast.once('localcast', () => measure(cast).then(figures => {
      console.log('figures ' + JSON.stringify(figures))
    }))
  }
}

async function measure (cast) {
  const [warmUp, roundTrips, oneWay, inFlight] = process.argv.slice(3).map(Number)
  await roundTrip(cast, warmUp)
  const nanos = await roundTrip(cast, roundTrips)
  nanos.sort((a, b) => a - b)
  await window(cast, warmUp)
  await stream(cast, warmUp)
  return {
    p50: nanos[nanos.length >> 1] / 1e3,
    p99: nanos[Math.floor(nanos.length * 0.99)] / 1e3,
    inFlight: rate(inFlight, await window(cast, inFlight)),
    oneWay: rate(oneWay, await stream(cast, oneWay))
  }
}

const rate = (count, nanos) => count / nanos * 1e9
const now = () => Number(process.hrtime.bigint())

function roundTrip (cast, count) {
  return new Promise(resolve => {
    const nanos = []
    let sent = now()
    const next = () => { sent = now(); cast.emit('ask', message()) }
    cast.on('answer', function answer () {
      nanos.push(now() - sent)
      if (nanos.length < count) return next()
      cast.removeListener('answer', answer)
      resolve(nanos)
    })
    next()
  })
}

function window (cast, count) {
  return new Promise(resolve => {
    const start = now()
    let answers = 0
    let asked = 0
    const next = () => { if (asked++ < count) cast.emit('ask', message()) }
    cast.on('answer', function answer () {
      if (++answers < count) return next()
      cast.removeListener('answer', answer)
      resolve(now() - start)
    })
    for (let i = 0; i < WINDOW; i++) next()
  })
}

function stream (cast, count) {
  return new Promise(resolve => {
    const start = now()
    cast.once('counted', () => resolve(now() - start))
    cast.emit('count', count)
    for (let i = 0; i < count; i++) cast.emit('one', message())
  })
}

ends[process.argv[2]]()
process.stdin.on('end', () => process.exit(0)).resume()
console.log('started ' + process.pid)
