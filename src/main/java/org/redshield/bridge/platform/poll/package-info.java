/** 平台轮询: the rounds in which a platform is asked what has become of our requests, and what it tells by itself. */
package org.redshield.bridge.platform.poll;
