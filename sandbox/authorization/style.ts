/**
 * The hospital's colours for embedded apps, in the keys of SMART App Launch 2.2, section 2.0.17. They are the
 * portal's own, so that the app looks at home in it.
 */
export const smartStyle = {
  color_background: '#f6f3ec',
  color_error: '#b23a27',
  color_highlight: '#0a5a57',
  color_modal_backdrop: '#06403e',
  color_success: '#2f7d4b',
  color_text: '#17282b',
  dim_border_radius: '10px',
  dim_font_size: '16px',
  dim_spacing_size: '16px',
  font_family_body: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  font_family_heading: "'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, serif",
} as const;
