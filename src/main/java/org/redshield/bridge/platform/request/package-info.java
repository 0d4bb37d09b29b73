/** 数据调取: a request for data from the order over its approval to its answer. */
package org.redshield.bridge.platform.request;
