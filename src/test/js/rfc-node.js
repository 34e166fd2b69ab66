'use strict'
// A node that knows the RFC and nothing else: its ping handler is the RFC's example to the letter (a new localcast for
// every pong, and a pong that says nothing of INC), with calls taken in its mailbox as the RFC says in words.
//   `node rfc-node.js NAME`; stdout: `started PID`, `ran METHOD`. It ends when its stdin does.
const path = require('path')
const { Module } = require('module')
process.env.NODE_PATH = path.join(__dirname, 'node_modules')
Module._initPaths()
const localcast = require('localcast')
const md5 = require('md5')

const [self] = process.argv.slice(2)
const getInstance = () => ({ type: self, uptime: process.uptime() })

const cast = localcast()

cast.on('ping', ({ name }) => {
  const nodeCast = localcast(md5(name))
  nodeCast.emit('pong', getInstance())
})

const functions = { double: n => 2 * n, echo: value => value }
localcast(md5(self)).on('call', ({ name, id, method, params }) => {
  console.log('ran ' + method)
  localcast(md5(name)).emit('result', { name: self, id, result: functions[method](...params) })
})

process.stdin.on('end', () => process.exit(0)).resume()
console.log('started ' + process.pid)
