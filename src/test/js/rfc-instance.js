'use strict'
// One of several instances that knows the RFC and nothing else: it answers whatever call comes to its mailbox, whomever it
// is for, with its pid. Its name is ARA_UP_NODE.
const localcast = require('localcast')
const md5 = require('md5')

const self = process.env.ARA_UP_NODE
const casts = new Map()
const to = name => casts.get(name) ?? casts.set(name, localcast(md5(name))).get(name)

localcast().on('ping', ({ name }) => to(name).emit('pong', { name: self, pid: process.pid }))
localcast(md5(self)).on('call', ({ name, id }) => to(name).emit('result', { name: self, id, result: process.pid }))
