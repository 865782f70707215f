-- Runs in `nvim --headless`: opens the manifest, works on it as a user does, and writes what came to the file DAEMONSET_REPORT as JSON.
-- The configuration is the documentation's own (docs/editors.md), in the form for this version of Neovim.
local report = { version = tostring(vim.version().major) .. '.' .. vim.version().minor .. '.' .. vim.version().patch }
local give_up = vim.loop.now() + 60000
local routine

local function finish()
  local file = assert(io.open(vim.env.DAEMONSET_REPORT, 'w'))
  file:write(vim.fn.json_encode(report))
  file:close()
  vim.cmd('qall!')
end

-- Looks again whenever Neovim is idle, until there is an answer.
local function until_true(what, predicate)
  while true do
    local found = predicate()
    if found then
      return found
    end
    if vim.loop.now() > give_up then
      error('waited in vain for ' .. what)
    end
    vim.defer_fn(function()
      assert(coroutine.resume(routine))
    end, 10)
    coroutine.yield()
  end
end

local function keys(text)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(text, true, false, true), 't', false)
end

local function go_to(text, offset)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local at = line:find(text, 1, true)
    if at then
      vim.api.nvim_win_set_cursor(0, { number, at - 1 + (offset or 0) })
      return
    end
  end
  error(text .. ' is not there')
end

local function problems()
  local found = {}
  for _, problem in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, { line = problem.lnum, column = problem.col, rule = problem.code, severity = problem.severity, message = problem.message })
  end
  return #found > 0 and found
end

local function hover_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      vim.api.nvim_win_close(window, true)
      return text
    end
  end
end

local function work()
  vim.cmd('edit agent.yaml')
  report.filetype = vim.bo.filetype
  report.problems = until_true('problems', problems)

  go_to('DaemonSet', 2)
  vim.lsp.buf.hover()
  report.hover = until_true('a hover', hover_text)

  go_to('          image:')
  keys('Oima<C-x><C-o>')
  local items = until_true('completion', function()
    local shown = vim.fn.complete_info({ 'items' }).items
    return #shown > 0 and shown
  end)
  report.completion = vim.tbl_map(function(item)
    return item.abbr ~= '' and item.abbr or item.word
  end, items)
  keys('<C-e><Esc>:undo<CR>')
  until_true('normal mode', function()
    return vim.api.nvim_get_mode().mode == 'n' and not vim.bo.modified
  end)

  -- What a person would choose from the list.
  vim.ui.select = function(items, options, choose)
    report.actions = vim.tbl_map(options.format_item, items)
    choose(items[1], 1)
  end
  until_true('the problems of the text as it was', problems)
  go_to('app: agnet', 6)
  vim.lsp.buf.code_action()
  until_true('the fix', function()
    return vim.bo.modified
  end)
  report.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  until_true('no problem', function()
    return #vim.diagnostic.get(0) == 0
  end)
  report.clean = true
end

dofile(vim.env.DAEMONSET_CONFIG)
routine = coroutine.create(function()
  local fine, problem = pcall(work)
  if not fine then
    report.error = problem
  end
  finish()
end)
vim.schedule(function()
  assert(coroutine.resume(routine))
end)
