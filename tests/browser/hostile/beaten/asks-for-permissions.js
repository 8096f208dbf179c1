addEventListener('load', () => { for (let at = 0; at < 10; at++) { Notification.requestPermission();
  navigator.geolocation.getCurrentPosition(() => {}, () => {});
  navigator.mediaDevices?.getUserMedia({video: true}).catch(() => {});
  navigator.clipboard?.readText().catch(() => {}) } })
