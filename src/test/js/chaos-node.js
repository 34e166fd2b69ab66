'use strict'
// A node of the chaos run (ChaosIT) that speaks INC, or as `tcp` just listens on CHAOS_PORT. Its journal is that of
// src/test/sh/chaos-node, where its words are explained.  `node chaos-node.js inc|rfc|tcp`
const fs = require('fs')
const path = require('path')
const { Module } = require('module')
const { CHAOS_HOME, CHAOS_NODE, CHAOS_REVISION, CHAOS_REQUIRES, CHAOS_PORT } = process.env
process.chdir(CHAOS_HOME)

const micros = () => BigInt(Date.now()) * 1000n
const begun = micros()

/** The pid and the start of a process that runs, else ''. */
function identify (pid) {
  try {
    const line = fs.readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : `${pid}.${fields[19]}`
  } catch {
    return ''
  }
}

function read (file) {
  try {
    return fs.readFileSync(file, 'latin1').trim()
  } catch {
    return ''
  }
}

function holds (node, what) {
  if (what === 'started') return true
  if (what === 'completed') return read('done/' + node) !== ''
  if (what.startsWith('udp-')) {
    return (read('/proc/net/udp') + read('/proc/net/udp6')).includes(`:${what.slice(4)} 00000000`)
  }
  const ready = read('ready/' + node)
  return ready !== '' && identify(ready.split('.')[0]) === ready
}

const journal = line => fs.appendFileSync('journal/' + CHAOS_NODE, line + '\n')
const self = identify(process.pid)
let lines = 0
function say () {
  fs.writeSync(1, `said ${CHAOS_NODE} ${self} ${++lines}\n`)
  journal(`said ${self} ${lines}`)
}

const earlier = read('pid/' + CHAOS_NODE)
const twin = earlier !== '' && earlier !== self && identify(earlier.split('.')[0]) === earlier ? 'twin:' + earlier : 'alone'
fs.writeFileSync('pid/' + CHAOS_NODE, self + '\n')
const saw = CHAOS_REQUIRES.split(' ').filter(Boolean)
  .map(requirement => requirement + (holds(...requirement.split(':')) ? '=yes' : '=no'))
journal(['start', self, begun, micros(), CHAOS_REVISION, twin, ...saw].join(' '))
say()

function ready () {
  fs.writeFileSync('ready/' + CHAOS_NODE, self + '\n')
  journal(`ready ${self} ${micros()}`)
  console.log(`ready ${CHAOS_NODE} ${self}`)
}

const kinds = {
  inc () {
    const node = require('./ara-inc').node(CHAOS_NODE, { starting: true })
    ready()
    node.ready()
  },
  /** It knows the RFC and nothing else: a new localcast for each pong, as in the RFC's example. */
  rfc () {
    process.env.NODE_PATH = path.join(__dirname, 'node_modules')
    Module._initPaths()
    const localcast = require('localcast')
    const md5 = require('md5')
    ready()
    localcast().on('ping', ({ name }) => localcast(md5(name)).emit('pong', { name: CHAOS_NODE }))
    localcast(md5(CHAOS_NODE))
  },
  tcp () {
    const server = require('net').createServer(socket => socket.end())
    ready()
    server.listen(Number(CHAOS_PORT), '127.0.0.1')
  }
}
kinds[process.argv[2]]()
setInterval(say, 500)
