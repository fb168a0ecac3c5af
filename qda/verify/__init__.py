"""4 · Verify (*penarikan kesimpulan / verifikasi*): draw conclusions and test them."""
