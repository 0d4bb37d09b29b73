/** 分派: the desk at which a unit head sees what waits, and sends it to the officers, one or many at once. */
package org.redshield.bridge.clues.dispatch;
