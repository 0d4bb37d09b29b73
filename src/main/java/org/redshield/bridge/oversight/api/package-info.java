/** 执法监督对外接口: what cooperations may know of orders from above. */
package org.redshield.bridge.oversight.api;
