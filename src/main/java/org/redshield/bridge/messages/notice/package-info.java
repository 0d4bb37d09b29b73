/**
 * 提醒: what a person is told of. A notice names a case, a kind and what is to be done, and no more: it may go by mail. It is
 * written in the transaction of what caused it, or by a look at the tasks that fall due.
 */
package org.redshield.bridge.messages.notice;
