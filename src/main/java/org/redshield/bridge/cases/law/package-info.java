/** 法律名称: the laws that are cited, by their names; it knows nothing else. */
package org.redshield.bridge.cases.law;
