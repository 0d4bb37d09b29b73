/** 平台任务: the rows of what is asked of platforms again and again, each leased to one node at a time. */
package org.redshield.bridge.platform.work;
