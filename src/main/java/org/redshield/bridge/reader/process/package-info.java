/**
 * 读取进程: the process in which files that people upload are taken apart. Nothing here runs in the bridge, and the libraries that take
 * files apart are used nowhere else.
 */
package org.redshield.bridge.reader.process;
