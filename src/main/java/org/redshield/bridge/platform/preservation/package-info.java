/** 数据保全: what a platform was asked to keep. */
package org.redshield.bridge.platform.preservation;
