/** The common superior of two bureaus that dispute who is competent: it designates one of them 指定管辖. */
package org.redshield.bridge.transfer.dispute;
