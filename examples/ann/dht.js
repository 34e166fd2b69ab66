'use strict'
// A node module as the Ara modules are written: ara-network-node-dht's shape.
const { createServer } = require('ara-network/dht')
const extend = require('extend')
const rc = require('ara-network/rc')()

const conf = { port: 6881 }
let server = null

async function configure (opts, program) {
  if (program) {
    const { argv } = program
      .option('port', { alias: 'p', describe: 'UDP port', type: 'number' })
    if (argv.port) opts.port = argv.port
  }
  return extend(true, conf, opts)
}

async function start () {
  if (server) return false
  server = createServer(extend(true, {}, rc.network.dht, conf))
  await new Promise((resolve, reject) => server.once('error', reject).listen(conf.port, resolve))
  return true
}

async function stop () {
  if (!server) return false
  console.log('dht: stopped')
  await new Promise(resolve => server.destroy(resolve))
  return true
}

async function getInstance () { return server }

module.exports = { configure, getInstance, start, stop }
