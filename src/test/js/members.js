'use strict'
// Many real localcasts in one process: `node members.js NAMESPACE COUNT`
// Prints `ready` when each has met all the others, and `heard N` for every N-th message that all of them together heard.
// It ends when its stdin does.
const localcast = require('localcast')

const [, , namespace, count] = process.argv
let met = 0
let heard = 0
for (let i = 0; i < count; i++) {
  localcast(namespace)
    .on('localcast', () => { if (++met === count * (count - 1)) console.log('ready') })
    .on('all', () => { if (++heard % count === 0) console.log('heard ' + heard) })
}
process.stdin.on('end', () => process.exit(0)).resume()
console.log('started ' + process.pid)
