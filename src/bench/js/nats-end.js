'use strict'
// One end of the benchmark of calls on npm's nats; network.ara.up.bench.NatsEnd is the same on jnats.
//   node nats-end.js responder | requester WARM_MILLIS MEASURED_MILLIS
const { connect } = require(require.resolve('nats', { paths: [process.env.BENCH_PEERS] }))
const measure = require('./windows')

const body = Buffer.from(JSON.stringify(['x'.repeat(96)]))
const [role, warm, measured] = process.argv.slice(2)

async function main () {
  const connection = await connect({ servers: process.env.NATS_URL })
  if (role === 'responder') {
    connection.subscribe('echo', { callback: (failure, message) => message.respond(message.data) })
    await connection.flush()
    console.log('started ' + process.pid)
  } else {
    await measure(() => connection.request('echo', body, { timeout: 30000 }), Number(warm), Number(measured))
  }
}

main()
