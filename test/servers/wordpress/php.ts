// What makes a practice's site of a bare WordPress: its settings, its post types, and a way to edit it from outside.

/** No mail leaves, no warning stands in a page. */
export const quietPhp = ['-d', 'sendmail_path=/bin/true', '-d', 'display_errors=stderr', '-d', 'error_reporting=1'];

/** https://developer.wordpress.org/advanced-administration/wordpress/wp-config/ */
export function configPhp({ url, port, password }: { url: string; port: number; password: string }): string {
  const keys = [
    'AUTH_KEY',
    'SECURE_AUTH_KEY',
    'LOGGED_IN_KEY',
    'NONCE_KEY',
    'AUTH_SALT',
    'SECURE_AUTH_SALT',
    'LOGGED_IN_SALT',
    'NONCE_SALT',
  ];
  return `<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', '${password}'); define('DB_HOST', '127.0.0.1:${port}');
define('WP_HOME', '${url}'); define('WP_SITEURL', '${url}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
${keys.map((key) => `define('${key}', 'only for a loopback test ${key}');`).join(' ')}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`;
}

/** https://developer.wordpress.org/reference/functions/register_post_type/ */
export const pluginPhp = `<?php
add_action('init', function () {
  $type = fn ($slug, $label, $rest) => register_post_type($slug, [
    'public' => true, 'label' => $label, 'has_archive' => true, 'show_in_rest' => $rest, 'rewrite' => ['slug' => $slug],
    'supports' => ['title', 'editor', 'custom-fields'],
  ]);
  $type('practice_news', 'Practice News', true);
  $type('staff', 'Staff', true);
  // Not shown in REST: its feed alone has it.
  $type('notices', 'Notices', false);
});
// What security plugins do: nobody without an account gets anything from REST.
add_filter('rest_authentication_errors', function ($result) {
  if (!empty($result) || get_option('rest_closed') !== 'yes') return $result;
  return new WP_Error('rest_not_logged_in', 'You are not currently logged in.', ['status' => 401]);
});
`;

/** The least that a theme can be; what stands in the head of a page is WordPress's own. https://developer.wordpress.org/themes/ */
export const themeFiles: Readonly<Record<string, string>> = {
  'style.css': '/* Theme Name: Practice */',
  'functions.php': "<?php add_theme_support('automatic-feed-links'); add_theme_support('title-tag');",
  'index.php': `<!doctype html><html <?php language_attributes(); ?>><head><meta charset="utf-8"><?php wp_head(); ?></head><body><main>
<?php while (have_posts()): the_post(); ?><article><h2><?php the_title(); ?></h2><?php the_content(); ?></article><?php endwhile; ?>
</main><?php wp_footer(); ?></body></html>`,
};

/** For PHP's own web server: files as they are, everything else to WordPress. https://www.php.net/manual/features.commandline.webserver.php */
export const routerPhp = `<?php
$root = $_SERVER['DOCUMENT_ROOT'];
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path !== '/' && is_file($root . $path)) return false;
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $root . '/index.php';
chdir($root);
require $root . '/index.php';
`;

export const actPhp = `<?php
[, $site, $what, $json] = $argv;
$details = json_decode($json, true);
$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'REQUEST_URI' => '/', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET'];
if ($what === 'install') define('WP_INSTALLING', true);
require $site . '/wp-load.php';
function install_site($details) {
  require_once ABSPATH . 'wp-admin/includes/upgrade.php';
  wp_install('Marlow Vale Surgery (invented)', 'editor', 'editor@example.invalid', true, '', 'only-for-a-loopback-test');
  global $wp_rewrite;
  $wp_rewrite->set_permalink_structure('/%postname%/');
  // Away from UTC, so that a local time taken for UTC is noticed.
  update_option('timezone_string', 'Asia/Karachi');
  switch_theme('practice');
  foreach (get_posts(['post_type' => ['post', 'page'], 'numberposts' => -1, 'post_status' => 'any']) as $post) wp_delete_post($post->ID, true);
  return true;
}
wp_set_current_user(1);
$answer = match ($what) {
  'install' => install_site($details),
  'flush' => flush_rewrite_rules(false) === null,
  'create' => wp_insert_post($details + ['post_status' => 'publish', 'post_author' => 1], true),
  'create-many' => array_map(fn ($n) => wp_insert_post($details + ['post_title' => "Notice $n", 'post_status' => 'publish', 'post_author' => 1]), range(1, $details['count'])),
  'clear' => array_map(fn ($post) => wp_delete_post($post->ID, true) !== false, get_posts(['post_type' => ['post', 'practice_news', 'notices', 'staff'], 'numberposts' => -1, 'post_status' => ['any', 'trash']])),
  'edit' => wp_update_post($details, true),
  'trash' => wp_trash_post($details['ID']) !== false,
  'untrash' => wp_untrash_post($details['ID']) !== false && wp_publish_post($details['ID']) === null,
  'delete' => wp_delete_post($details['ID'], true) !== false,
  'publish' => wp_publish_post($details['ID']) === null,
  'option' => update_option($details['name'], $details['value']) || true,
};
echo "\\n", json_encode(is_wp_error($answer) ? ['error' => $answer->get_error_message()] : $answer), "\\n";
`;
