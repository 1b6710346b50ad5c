// A font for words of stories in Arabic script, fetched when there are any. Of its package only these letters are
// taken; for the others Inter comes first.
import arabic from '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2'

const RANGE = 'U+0600-06FF, U+0750-077F, U+0870-08FF, U+FB50-FDFF, U+FE70-FEFC, U+10E60-10E7E, U+1EE00-1EEF1'
document.fonts.add(new FontFace('Noto Sans Arabic Variable', `url(${arabic})`, { weight: '100 900', unicodeRange: RANGE, display: 'swap' }))
