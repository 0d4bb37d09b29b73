// Of the page that sends whoever is not signed in to the provider. It takes the whole address along, so that he comes back to it.
const root = document.currentScript.src.replace(/\/bridge\/[^/]*$/, '');
const wanted = location.pathname + location.search + location.hash;
location.replace(`${root}/sign-in?to=${encodeURIComponent(wanted)}`);
