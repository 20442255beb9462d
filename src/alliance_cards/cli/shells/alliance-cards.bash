# Completion of alliance-cards in bash. In ~/.bashrc: source <(alliance-cards completion bash)

_alliance_cards() {
    local line=${COMP_LINE:0:COMP_POINT} current=${COMP_WORDS[COMP_CWORD]}
    local kind word quoted written prefix=
    COMPREPLY=()
    # bash completes only what follows the last : or = of a word.
    written=${line##*[[:space:]]}
    if [[ $written == *[:=]* && $COMP_WORDBREAKS == *:* && $current != *[\"\']* ]]; then
        prefix=${written%"${written##*[:=]}"}
    fi
    {
        read -r kind
        if [[ $kind == files ]]; then
            compopt -o default 2>/dev/null
            return
        fi
        while IFS=$'\t' read -r word _; do
            printf -v quoted %q "${word#"$prefix"}"
            # Inside of quotes, only what needs none can be put in safely.
            [[ $current == *[\"\']* && $quoted != "$word" ]] && continue
            COMPREPLY+=("$quoted")
            [[ $word == *[/:=] ]] && compopt -o nospace 2>/dev/null
        done
    } < <(_ALLIANCE_CARDS_LINE=$line command alliance-cards 2>/dev/null)
}

complete -F _alliance_cards alliance-cards
