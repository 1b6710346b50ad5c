// Names on the base map: countries at the middle of their largest part, capitals and cities of GeoNames (CC-BY 4.0).
const LEAST_PEOPLE = 15_000 // cities below are drawn by no zoom of the map
const ZOOMS = [[3e6, 3.4], [1e6, 4.2], [4e5, 5], [1.5e5, 5.8], [6e4, 6.6], [2.5e4, 7.4]] // people, zoom from which
const DENSE = new Set('CN IN JP US BR MX DE GB FR IT RU ID PH KR NG TR ES PL CO AR'.split(' ')) // many large cities
const PARTS_OF_TOWNS = /PPLX|PPLL|PPLQ|PPLH|PPLW/
const ARABIC = new Set('SY IQ LB JO PS YE KW SA EG LY TN DZ MA IR AE QA OM BH SD'.split(' '))
// transliterations that English reports do not use
const USUAL = {
  'Ar Raqqah': 'Raqqa', 'Ḩamāh': 'Hama', 'Al Ḩasakah': 'Hasakah', 'Dar‘ā': 'Daraa', 'I‘zāz': 'Azaz',
  'Ath Thawrah': 'Tabqa', 'Al Mayādīn': 'Mayadin', 'Ālbū Kamāl': 'Albu Kamal', 'Al Başrah': 'Basra', 'Al Bāb': 'Al-Bab',
  'Tartouss': 'Tartus', 'Al Mawşil al Jadīdah': null,
} // prettier-ignore
const NOT_LABELLED = /Antarctica|N\. Cyprus|Somaliland|Siachen|Baikonur|Base|Cyprus U/

function area(ring) {
  let sum = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1]
  return sum / 2
}

function middle(ring) {
  let x = 0
  let y = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const cross = ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1]
    x += (ring[j][0] + ring[i][0]) * cross
    y += (ring[j][1] + ring[i][1]) * cross
  }
  return [x / (6 * area(ring)), y / (6 * area(ring))]
}

/** [name, longitude, latitude, zoom from which it is drawn, rank: 0 country, 1 capital, 2 city] */
export function countryNames(countries) {
  return countries.features
    .filter((f) => f.geometry && !NOT_LABELLED.test(f.properties.name))
    .map((f) => {
      const parts = f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates
      const largest = parts.reduce((best, p) => (Math.abs(area(p[0])) > Math.abs(area(best[0])) ? p : best))[0]
      const size = Math.abs(area(largest))
      const [x, y] = middle(largest)
      return [f.properties.name, +x.toFixed(2), +y.toFixed(2), size > 100 ? 1 : size > 12 ? 2.2 : size > 2 ? 3.6 : 5, 0]
    })
}

export function capitalsAndCities(cities) {
  return cities
    .filter((c) => !PARTS_OF_TOWNS.test(c.featureCode) && isKept(c))
    .sort((a, b) => b.population - a.population)
    .map((c) => {
      const name = c.name in USUAL ? USUAL[c.name] : plain(c.name, c.country)
      const isCapital = c.featureCode === 'PPLC'
      const zoom = isCapital ? 3.2 : (ZOOMS.find(([people]) => c.population > people)?.[1] ?? 8.4)
      const [lon, lat] = c.loc.coordinates
      return name && [name, +lon.toFixed(3), +lat.toFixed(3), zoom, isCapital ? 1 : 2]
    })
    .filter(Boolean)
}

const isKept = (city) =>
  city.featureCode === 'PPLC' || city.population >= (DENSE.has(city.country) ? 8 * LEAST_PEOPLE : LEAST_PEOPLE)

/** Without the marks of Arabic transliteration, which English reports leave out. */
function plain(name, country) {
  const isArabic = ARABIC.has(country)
  const straight = name.replace(/[‘’ʻʼ`]/g, isArabic ? '' : '’')
  return isArabic ? straight.normalize('NFD').replace(/[\u0300-\u036f]/g, '').normalize('NFC') : straight
}
