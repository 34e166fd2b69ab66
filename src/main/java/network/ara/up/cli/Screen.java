package network.ara.up.cli;

import java.util.function.IntSupplier;

/**
 * What the device can do that a command prints to.
 *
 * @param outIsTerminal whether standard output is a terminal: otherwise no colours, and no redrawing
 * @param errIsTerminal the same of standard error
 * @param unicode whether box characters can be printed
 * @param width in columns; asked only by who needs it, since it may cost a process
 */
record Screen(boolean outIsTerminal, boolean errIsTerminal, boolean unicode, IntSupplier width) {}
