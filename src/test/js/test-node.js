'use strict'

// A node as an author would write it: tells its own pid, and asks other nodes for theirs.
// Usage: node test-node.js NAME

const inc = require('./ara-inc')

const node = inc.node(process.argv[2])
node.function('pid', () => process.pid)
node.function('pidOf', (other, { call }) => call(other, 'pid'))
node.ready()
console.log('ready')
