/** 登记期限: periods that an officer registers in a case by himself, with the article that sets them. */
package org.redshield.bridge.deadline.registered;
