/** 案件检索: what an organisation finds by words in its cases, whoever of the features wrote them. See docs/adr/0082-search.md. */
package org.redshield.bridge.cases.search;
