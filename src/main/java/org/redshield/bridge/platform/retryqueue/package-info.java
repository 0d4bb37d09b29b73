/** 重试队列: calls that wait for a platform which is away, when each is tried again, and what catches up once it is back. */
package org.redshield.bridge.platform.retryqueue;
