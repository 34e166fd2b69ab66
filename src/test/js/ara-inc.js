'use strict'
// The library as it is in the working tree (not a copy that npm made), with the packages that are installed here.
const path = require('path')
const { Module } = require('module')

process.env.NODE_PATH = path.join(__dirname, 'node_modules')
Module._initPaths()
module.exports = require('../../main/js')
