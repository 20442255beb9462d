# Completion of alliance-cards in fish. In ~/.config/fish/config.fish:
# alliance-cards completion fish | source

function __alliance_cards_words
    set -lx _ALLIANCE_CARDS_LINE (commandline -cp | string collect)
    set -l answer (command alliance-cards 2>/dev/null)
    if test "$answer[1]" = files
        __fish_complete_path (commandline -ct)
    else if set -q answer[2]
        printf '%s\n' $answer[2..-1]
    end
end

complete -c alliance-cards -f -a '(__alliance_cards_words)'
