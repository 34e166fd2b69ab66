'use strict'
// A real localcast in a process of its own, driven by lines: `node cast.js [NAMESPACE]`
//   stdin:   a JSON array, which is emitted
//   stdout:  `peer OBJECT` for each peer event, `message ARRAY` for each other event
// It ends when its stdin does, so that no test leaves it behind.
const { EventEmitter } = require('events')
const readline = require('readline')
const localcast = require('localcast')

// localcast takes this method when it is called, and delivers by it: so any event can be seen, whatever its name.
const deliver = EventEmitter.prototype.emit
let emitting = false // localcast echoes to the emitter's own listeners: that is no news
let cast
EventEmitter.prototype.emit = function (...event) {
  if (this === cast && !emitting) {
    console.log(event[0] === 'localcast' ? 'peer ' + JSON.stringify(event[1]) : 'message ' + JSON.stringify(event))
  }
  return deliver.apply(this, event)
}
cast = localcast(process.argv[2])
EventEmitter.prototype.emit = deliver

readline.createInterface({ input: process.stdin })
  .on('line', line => {
    emitting = true
    cast.emit(...JSON.parse(line))
    emitting = false
  })
  .on('close', () => process.exit(0))
console.log('started ' + process.pid)
