'use strict'
// One end of the benchmark of calls on ara-inc; network.ara.up.bench.CallEnd is the same on our library for Java.
//   node call-end.js responder | requester WARM_MILLIS MEASURED_MILLIS
const inc = require(require('path').join(process.env.BENCH_MODULES, 'ara-inc.js'))
const measure = require('./windows')

const timeout = 30000
const params = ['x'.repeat(96)]
const [role, warm, measured] = process.argv.slice(2)
const requester = role === 'requester'
const node = inc.node(requester ? 'caller' : 'callee')
node.function('echo', text => text)

const present = requester ? node.ping(['callee'], { timeout }) : node.ping()
present.then(() => {
  console.log('started ' + process.pid)
  if (requester) return measure(() => node.call('callee', 'echo', params, { timeout }), Number(warm), Number(measured))
})
