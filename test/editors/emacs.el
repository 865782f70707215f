;;; emacs.el --- opens the manifest with eglot, works on it, and writes what came to the file DAEMONSET_REPORT as JSON  -*- lexical-binding: t -*-

;; Runs in `emacs --batch`. The configuration is the documentation's own (docs/editors.md).

;;; Code:

(require 'package)
(package-initialize)
(require 'json)
(require 'cl-lib)
(require 'eglot)
(require 'yaml-mode)
(load (getenv "DAEMONSET_CONFIG") nil t)

(defvar report (list :version emacs-version))
(defun report (key value)
  "Remember VALUE as KEY."
  (setq report (plist-put report key value)))

(defun until (what predicate)
  "Wait for WHAT: hear the server until PREDICATE holds, and give its value."
  (let ((give-up (+ (float-time) 60)) found)
    (while (not (setq found (funcall predicate)))
      (when (> (float-time) give-up) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.01))
    found))

(defun go-to (text)
  "Go to the first TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun problems ()
  "The problems that flymake shows."
  (mapcar (lambda (problem)
            (list :line (1- (line-number-at-pos (flymake-diagnostic-beg problem)))
                  :marked (buffer-substring-no-properties (flymake-diagnostic-beg problem) (flymake-diagnostic-end problem))
                  :message (flymake-diagnostic-text problem)))
          (flymake-diagnostics)))

(defun work ()
  "Do what a user does."
  (find-file "agent.yaml")
  (report :mode (symbol-name major-mode))
  (apply #'eglot (eglot--guess-contact))
  (until "the server" #'eglot-current-server)
  (flymake-start)
  (report :problems (vconcat (until "problems" #'problems)))

  (go-to "DaemonSet")
  (let (text)
    (eglot-hover-eldoc-function (lambda (string &rest _) (setq text string)))
    (report :hover (substring-no-properties (until "a hover" (lambda () text)))))

  (go-to "          image:")
  (insert "          ima\n")
  (backward-char)
  (cl-destructuring-bind (beginning end table &rest _) (eglot-completion-at-point)
    (report :completion
            (vconcat (mapcar #'substring-no-properties (all-completions (buffer-substring-no-properties beginning end) table)))))
  (delete-region (line-beginning-position) (1+ (line-end-position)))
  (eglot--signal-textDocument/didChange)

  (go-to "agnet")
  ;; As after a key, not after a click of the mouse.
  (cl-letf ((last-nonmenu-event ?.)
            ((symbol-function 'completing-read)
             (lambda (_prompt actions &rest _)
               (report :actions (vconcat (mapcar (lambda (action) (if (consp action) (car action) action)) actions)))
               (caar actions))))
    (eglot-code-actions (point) (+ (point) 5) "quickfix" t))
  (report :text (buffer-substring-no-properties (point-min) (point-max)))
  (eglot--signal-textDocument/didChange)
  (until "no problem" (lambda () (null (problems))))
  (report :clean t)
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server)))

(condition-case problem
    (work)
  (error (report :error (format "%S" problem))))
(with-temp-file (getenv "DAEMONSET_REPORT")
  (insert (json-encode report)))

;;; emacs.el ends here
