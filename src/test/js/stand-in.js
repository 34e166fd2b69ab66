'use strict'
// Sits in a node's mailbox as ara-up does for one that a call boots: `node stand-in.js NAME`; stdout: `started PID`, `heard call`.
// On the wire by hand: localcast's handshake can't say that it stands in. It ends when its stdin does.
const path = require('path')
const { Module } = require('module')
process.env.NODE_PATH = path.join(__dirname, 'node_modules')
Module._initPaths()
const wss = require('websocket-stream')

const stream = wss('ws://localhost:46356')
stream.write(JSON.stringify({ type: 'node', namespace: require('md5')(process.argv[2]), pid: process.pid, standin: true }))
stream.on('data', data => {
  const [event] = JSON.parse(data)
  if (event === 'call') console.log('heard call')
})
stream.on('connect', () => console.log('started ' + process.pid))
process.stdin.on('end', () => process.exit(0)).resume()
