'use strict'
// A node that keeps its calls open until it is told to let them go. Its name is ARA_UP_NODE.
const inc = require('./ara-inc')

const node = inc.node(process.env.ARA_UP_NODE)
const open = []
node.function('hold', () => new Promise(resolve => open.push(resolve)))
node.function('letGo', () => open.splice(0).map(resolve => resolve(process.pid)).length)
node.function('pid', () => process.pid)
node.ready()
console.log('ready')
