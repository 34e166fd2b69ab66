'use strict'
// A node that takes its name and its UDP port from ara-up, as authors are told to, and tells both.
// Usage: node wired-node.js [NAME]; by hand it binds PORT_UDP, or any port, or none with NO_PORT
const dgram = require('dgram')
const inc = require('./ara-inc')

const name = process.env.ARA_UP_NODE || process.argv[2]

function start (ports) {
  const node = inc.node(name, { ports })
  node.function('env', variable => process.env[variable] ?? null)
  node.function('pid', () => process.pid)
  node.ready()
  console.log('ready on ' + (ports.udp ?? 'no port'))
}

if (process.env.NO_PORT) {
  start({})
} else {
  const socket = dgram.createSocket('udp4')
  socket.on('error', error => {
    console.error(error.message)
    process.exit(1)
  })
  socket.bind(Number(process.env.PORT_UDP ?? 0), '127.0.0.1', () => start({ udp: socket.address().port }))
}
