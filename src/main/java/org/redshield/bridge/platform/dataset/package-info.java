/** 数据种类: what can be asked of a platform and what it may answer, in words that officers and protocols share. */
package org.redshield.bridge.platform.dataset;
