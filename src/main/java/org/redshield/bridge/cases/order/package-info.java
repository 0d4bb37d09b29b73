/** 转办: how one cooperation starts another without knowing it. */
package org.redshield.bridge.cases.order;
