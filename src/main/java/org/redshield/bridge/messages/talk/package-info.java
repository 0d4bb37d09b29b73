/**
 * 线上即时联系: what the two sides of a case write each other, a bureau and another, or a bureau and the platform's liaison. A
 * message is a row that stays and has its leaf in the evidence log, travels in an envelope, and belongs to the file of both.
 */
package org.redshield.bridge.messages.talk;
