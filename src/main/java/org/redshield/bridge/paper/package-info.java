/**
 * 书面往来: letters to and from bureaus that are not on the system. The processes that write and await them know nothing of it:
 * {@code exchange} hands over what it cannot carry, and gets what people register of its way and of the answers.
 */
package org.redshield.bridge.paper;
