// Generated from docs/openapi.json by `node tools/openapi.mjs`; never edited by hand.
export interface paths {
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in; the session travels in an HttpOnly cookie */
        post: operations["auth_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session, and the live streams opened by it */
        post: operations["auth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["auth_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody who is or was an agent, who may sign in first (admins only) */
        get: operations["agents_list"];
        put?: never;
        /** Add an agent (admins only) */
        post: operations["agents_addAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/agents/{agent}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shut an agent out, for one who leaves (admins only)
         * @description Their sessions and live streams end, their API tokens are revoked for good, and their chats wait again at the front of the queue, within seconds. What they wrote keeps their name. 409 `AGENT_IS_LAST_ADMIN` when nobody else could administer the installation.
         */
        post: operations["agents_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/agents/{agent}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a disabled agent sign in again, with the password they had; tokens stay revoked (admins only) */
        post: operations["agents_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an API token that acts as you (admins only); its secret is shown once */
        post: operations["agents_addToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Teams and who is in them */
        get: operations["teams_list"];
        put?: never;
        /** Add a team with a queue of its own (admins only) */
        post: operations["teams_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/teams/{team}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One team */
        get: operations["teams_get"];
        put?: never;
        post?: never;
        /** Remove a team; what waits in its queue is served with the default team’s (admins only) */
        delete: operations["teams_remove"];
        options?: never;
        head?: never;
        /** Rename a team (admins only) */
        patch: operations["teams_rename"];
        trace?: never;
    };
    "/api/admin/teams/{team}/members/{agent}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put an agent into a team; fine when they are in it (admins only) */
        put: operations["teams_addMember"];
        post?: never;
        /** Take an agent out of a team; fine when they are not in it (admins only) */
        delete: operations["teams_removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One tab of the inbox, newest activity first (`waiting`: longest wait first; agents see the queues of their teams) */
        get: operations["conversations_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One conversation */
        get: operations["conversations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The thread, newest page first, oldest message of a page first */
        get: operations["conversations_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/script": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The conversation as a script that plays it again (`npm run chat-test`), with person, agents and numbers replaced
         * @description Its last 1,000 messages. What people have written about themselves is not recognised: read it before you share it.
         */
        get: operations["conversations_script"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything up to this message has been seen */
        post: operations["conversations_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/contacts/{contact}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contact with what forms have collected */
        get: operations["contacts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct the language or attributes; the name is the contact’s own */
        patch: operations["contacts_change"];
        trace?: never;
    };
    "/api/admin/contacts/{contact}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that is stored of one person, as JSON (admins only) */
        get: operations["contacts_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/contacts/{contact}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget a person for good (admins only)
         * @description Names, numbers, messages, files and what waits are gone when this answers; an open chat has ended. Webhook deliveries as they came are looked through afterwards when there are many: then the answer is 202 and `GET /api/admin/erasures/{id}` tells when it is done. Who writes again is a new contact.
         */
        post: operations["contacts_erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/erasures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether an erasure is finished (admins only) */
        get: operations["erasures_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers of ours to what the customer wrote last, at most three; nothing is sent */
        get: operations["answers_suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/draft-reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A draft of the next reply by a language model, when one is configured; for the agent to change, never sent by itself */
        post: operations["answers_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/messages/{message}/send-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send once more what may not have arrived, as a new message linked to it
         * @description For an `unknown` message from `sendAgainAt` on, and for a `failed` one with the code `not_sent`. The customer may get it twice. Who presses second gets the message the first press has made.
         */
        post: operations["messages_sendAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bytes of a file
         * @description Pictures, sound and film of the kinds browsers show are `inline`, everything else is an attachment. One `Range` is answered with 206.
         */
        get: operations["media_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/media/{id}/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch a file again that was not there; nothing happens to one that is */
        post: operations["media_fetch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/chat-support/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a chat as its agent; the customer gets `message` or the default greeting */
        post: operations["chatSupport_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/chat-support/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message; a waiting chat is taken for the sender first */
        post: operations["chatSupport_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/chat-support/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the chat, waiting or active; `message` replaces the closing text
         * @description Name the chat by `chatId` to be safe when you ask again: one that is over already stays as it is, and the next one is not touched.
         */
        post: operations["chatSupport_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/chat-support/undo-end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an end back while `undoUntil` has not passed */
        post: operations["chatSupport_undoEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/chat-support/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a waiting chat; its owner gets the same answer again */
        post: operations["chatSupport_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/chat-support/send-media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a picture, film, sound, document or sticker; a waiting chat is taken for the sender first
         * @description JPEG and PNG up to 5 MB, MP4 and 3GP up to 16 MB, AAC, AMR, MP3, M4A and OGG with Opus up to 16 MB, text, PDF, Word, Excel and PowerPoint up to 100 MB, WebP as a sticker up to 100 kB (500 kB when it moves). The file is handed to WhatsApp before any message exists: when that fails the answer is 503 and nothing was sent.
         */
        post: operations["sendMedia_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/chat-support/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pass the chat on to an agent or a team, with a note for them */
        post: operations["transfer_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/chat-support/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return the chat to its queue, to the place it has by how long it has waited */
        post: operations["transfer_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/queue/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the chat that has waited longest in the queues of your teams */
        post: operations["queue_next"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/me/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether you are there for chats */
        get: operations["presence_mine"];
        /** Say whether you are there for chats; it holds until you say something else, and is a sign of life */
        put: operations["presence_choose"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/agents/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every agent: whether they are there, what they have, and which queues they serve */
        get: operations["presence_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/agents/{agent}/capacity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say up to how many chats an agent is given; null = what the setting says (admins only) */
        put: operations["presence_limit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/channel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether WhatsApp takes our messages, and if not, since when and why */
        get: operations["channel_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/channel/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What WhatsApp has said about the number, the account and its templates, newest first */
        get: operations["channel_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live events as server-sent events
         * @description Events `message.created`, `message.updated`, `conversation.updated`; data `{conversationId, messageId?}`. Ids are numbered in commit order. `Last-Event-ID` resumes; `reset` means: fetch anew, it goes on from here. `bye`: the server restarts, come back. With `presence=true` also `presence.updated`, data `{agentId}`, when somebody comes, goes or says so: without an id, for nothing of it is resumed; fetch `/api/admin/agents/presence` when the stream opens.
         */
        get: operations["events_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Chats, waits, first responses, resolution, ratings, deliveries by outcome and reason, notices; by day, agent or team
         * @description With `Accept: text/csv` as a table, like `stats.csv`.
         */
        get: operations["stats_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/stats.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same figures as a table: one line in all and one for each group
         * @description UTF-8 with a byte order mark; cells that a spreadsheet would run as formulas begin with an apostrophe.
         */
        get: operations["stats_table"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Our copy of WhatsApp's templates: approved ones first, each with its parameters and whether it can be sent */
        get: operations["templates_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/templates/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the list from WhatsApp now; the answer says how that went
         * @description It is read by itself every hour and whenever WhatsApp tells of a change. What fails leaves the list as it is.
         */
        post: operations["templates_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/templates/{template}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the customer would read; refused as sending would be, with each value that is wrong */
        post: operations["templates_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/chat-support/send-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a template, inside the service window or outside; without an open chat one is opened for the sender
         * @description A waiting chat is taken first; a colleague's is CHAT_ALREADY_TAKEN. Whoever has opted out gets none: CONTACT_OPTED_OUT. One with a picture, video or document above its text is sent with `send-template-file`.
         */
        post: operations["sendTemplate_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/chat-support/send-template-file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a template with the picture, video or document above its text; else as `send-template`
         * @description What the template's `header` takes: JPEG and PNG up to 5 MB, MP4 and 3GP up to 16 MB, PDF up to 100 MB. The file is handed to WhatsApp before any message exists: when that fails the answer is 503 and nothing was sent.
         */
        post: operations["sendTemplateFile_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How conversations go, beside the playbook */
        get: operations["settings_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change some of the settings (admins only); all of the given ones or none
         * @description What is not named stays as it is. Every process follows within seconds. What was there before, and what is now, is put on record.
         */
        patch: operations["settings_change"];
        trace?: never;
    };
    "/api/admin/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opening hours of the installation; they hold for every team that has none of its own */
        get: operations["hours_read"];
        /** Set the opening hours of the installation, whole (admins only) */
        put: operations["hours_set"];
        post?: never;
        /** Open all the time again; fine when it was (admins only) */
        delete: operations["hours_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/hours/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the installation is open now, or at a moment, and what comes next */
        get: operations["hours_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/teams/{team}/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opening hours of a team, and whose hold for it */
        get: operations["hours_readOfTeam"];
        /** Give a team opening hours of its own, whole (admins only) */
        put: operations["hours_setOfTeam"];
        post?: never;
        /** The installation’s hours hold for the team again; fine when they did (admins only) */
        delete: operations["hours_removeOfTeam"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/teams/{team}/hours/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a team is open now, or at a moment, and what comes next */
        get: operations["hours_statusOfTeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the bot says now, and what its languages lack (admins only) */
        get: operations["playbook_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is being edited (admins only) */
        get: operations["playbook_readDraft"];
        /** Save the draft as a whole, from the revision you have read (admins only); refused with every fault it has */
        put: operations["playbook_saveDraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Save a file that was exported as the draft: the document itself is the body (admins only) */
        post: operations["playbook_importDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The draft as a file, to keep or to import elsewhere; without changes it is what is published (admins only) */
        get: operations["playbook_exportDraft"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/draft/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Back to what is published (admins only) */
        post: operations["playbook_discardDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Every fault of a document, by path, and what its languages lack (admins only); saves nothing */
        post: operations["playbook_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what the draft says from now on, everywhere at once (admins only); a draft without changes makes no version */
        post: operations["playbook_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the phone would show after some steps, played by the real engine; nothing is sent or stored (admins only) */
        post: operations["playbook_play"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/languages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every language: whether customers may choose it, and what of it is said in another (admins only) */
        get: operations["playbookLanguages_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was published: who, when, why (admins only) */
        get: operations["playbookVersions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version as a whole (admins only) */
        get: operations["playbookVersions_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/playbook/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say again what an earlier version said, as a new version; the draft stays (admins only) */
        post: operations["playbookVersions_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/conversations/{conversation}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the robot said in a conversation and why, newest first; and what it left unsaid */
        get: operations["notices_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What could not be applied, newest first (admins only) */
        get: operations["deadLetters_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them with the shape of its content (admins only) */
        get: operations["deadLetters_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/dead-letters/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try all of them again, each in the order of its contact (admins only) */
        post: operations["deadLetters_replayAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/dead-letters/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try one of them again (admins only) */
        post: operations["deadLetters_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers. Asks no database */
        get: operations["health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Send it traffic: database reachable, schema current, not shutting down */
        get: operations["health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus; needs METRICS_TOKEN as bearer. Without one: not there in production */
        get: operations["metrics_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Login: {
            /** Format: email */
            email: string;
            password: string;
        };
        /** @enum {string} */
        Role: "admin" | "agent";
        Agent: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: email */
            email: string;
            role: components["schemas"]["Role"];
        };
        SignedIn: {
            agent: components["schemas"]["Agent"];
        };
        AgentAccount: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: email */
            email: string;
            role: components["schemas"]["Role"];
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description Since when they may not sign in; null: they may
             */
            disabledAt: string | null;
        };
        AgentAccountList: {
            items: components["schemas"]["AgentAccount"][];
        };
        CreateAgent: {
            /** Format: email */
            email: string;
            /** @description Customers see it */
            name: string;
            role: components["schemas"]["Role"];
            password: string;
        };
        /** @enum {string} */
        Scope: "conversations:read" | "conversations:write" | "messages:send" | "agents:write";
        CreateToken: {
            /** @description What it is for */
            name: string;
            scopes: components["schemas"]["Scope"][];
            /**
             * Format: date-time
             * @description In the future, at most 365 days ahead
             */
            expiresAt: string;
        };
        ApiToken: {
            /** Format: uuid */
            id: string;
            name: string;
            scopes: components["schemas"]["Scope"][];
            /** Format: date-time */
            expiresAt: string;
            /** @description The bearer token itself. Shown this once; only its hash is kept */
            token: string;
        };
        TeamMember: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        Team: {
            /** Format: uuid */
            id: string;
            /** @description Customers see it when a chat is passed on */
            name: string;
            /** @description The team of chats and agents that belong to no other; it cannot be removed */
            isDefault: boolean;
            /** @description Empty: the queue is served with the default team’s */
            members: components["schemas"]["TeamMember"][];
            /** Format: date-time */
            createdAt: string;
        };
        TeamList: {
            /** @description The default team first, the others by name */
            items: components["schemas"]["Team"][];
        };
        NameTeam: {
            /** @description Unique among teams, whatever its case */
            name: string;
        };
        /** @enum {string} */
        ConversationView: "mine" | "waiting" | "active" | "all" | "closed";
        /** @description The business number the customer writes to */
        Channel: {
            /** Format: uuid */
            id: string;
            /** @description As WhatsApp displays it */
            phoneNumber: string | null;
        };
        Contact: {
            /** Format: uuid */
            id: string;
            /** @description Profile name; username or phone number when there is none */
            name: string;
            /** @description `+` and digits; null for a contact known by username only */
            phone: string | null;
            username: string | null;
            /** @description The language the bot speaks with them, as BCP 47; null: not known yet */
            language: string | null;
            /**
             * Format: date-time
             * @description When they wrote STOP; nothing is sent until they write again
             */
            optedOutAt: string | null;
        };
        /** @enum {string} */
        ConversationState: "INITIAL" | "MAIN_MENU" | "SUBMENU" | "FORM" | "CHAT_SUPPORT_ACTIVE" | "AWAITING_RATING";
        TeamReference: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        AgentReference: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description The open support session of a conversation */
        Chat: {
            /** Format: uuid */
            id: string;
            /** @description Running number, for people */
            number: number;
            /** @enum {string} */
            status: "waiting" | "active";
            /** Format: date-time */
            startedAt: string;
            /**
             * Format: date-time
             * @description Since when it has its place in the queue
             */
            waitingSince: string;
            /** @description In the queue of its team, while waiting; null also beyond the first 1,000 */
            queuePosition: number | null;
            /** @description Whose queue it stands or stood in */
            team: components["schemas"]["TeamReference"];
            agent: components["schemas"]["AgentReference"] | null;
            /** @description What the customer had asked, when an automatic answer did not settle it */
            about: string | null;
        };
        /** @enum {string} */
        ChatEnder: "contact" | "agent" | "system";
        /** @description The chat that ended last, for as long as no other has */
        EndedChat: {
            /** Format: uuid */
            id: string;
            /** @description Who had it; null: nobody */
            agent: components["schemas"]["AgentReference"] | null;
            /** Format: date-time */
            endedAt: string;
            endedBy: components["schemas"]["ChatEnder"];
            /** @description How the customer rated it; null: not (yet) */
            rating: number | null;
            /** @description What went wrong, in their words */
            comment: string | null;
        };
        /** @enum {string} */
        MessageAuthor: "contact" | "bot" | "agent" | "system";
        /** @enum {string} */
        MessageStatus: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown" | "cancelled";
        LastMessage: {
            preview: string;
            author: components["schemas"]["MessageAuthor"];
            /** Format: date-time */
            at: string;
            status: components["schemas"]["MessageStatus"];
        };
        /** @description One thread per contact and business number, for ever */
        Conversation: {
            /** Format: uuid */
            id: string;
            channel: components["schemas"]["Channel"];
            contact: components["schemas"]["Contact"];
            state: components["schemas"]["ConversationState"];
            /** @description True while a chat is open */
            isChatSupport: boolean;
            chat: components["schemas"]["Chat"] | null;
            /**
             * Format: date-time
             * @description Until then the last end can be undone
             */
            undoUntil: string | null;
            lastChat: components["schemas"]["EndedChat"] | null;
            /** @description More messages than one is answered in a minute came from this customer within the last ten */
            isFlooding: boolean;
            lastMessage: components["schemas"]["LastMessage"] | null;
            unreadCount: number;
            /**
             * Format: date-time
             * @description Replies are allowed until then; null: the customer has never written
             */
            serviceWindowExpiresAt: string | null;
            /** @description How many chats of this conversation are over */
            endedChats: number;
            /**
             * Format: date-time
             * @description What the lists are ordered by
             */
            lastActivityAt: string;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description Each stops at 1,000 */
        ConversationCounts: {
            mine: number;
            waiting: number;
            active: number;
            all: number;
        };
        ConversationPage: {
            items: components["schemas"]["Conversation"][];
            /** @description Pass as `cursor` for the next page; null on the last */
            nextCursor: string | null;
            /** @description With the first page only */
            counts: components["schemas"]["ConversationCounts"] | null;
        };
        /** @enum {string} */
        MessageDirection: "inbound" | "outbound";
        /** @enum {string} */
        MessageType: "text" | "interactive" | "template" | "image" | "video" | "audio" | "document" | "sticker" | "location" | "contacts" | "order" | "reaction" | "edit" | "revoke" | "system" | "note" | "unsupported";
        MessageButton: {
            id: string;
            title: string;
        };
        MessageListRow: {
            id: string;
            title: string;
            description?: string;
        };
        /** @enum {string} */
        TemplateCategory: "utility" | "marketing" | "authentication" | "other";
        MessageTemplate: {
            /** Format: uuid */
            id: string;
            name: string;
            language: string;
            category: components["schemas"]["TemplateCategory"];
        };
        /** @description What the text alone does not hold. Which parts are there depends on `type`. */
        MessageContent: {
            /** @description Reply buttons under the message */
            buttons?: components["schemas"]["MessageButton"][];
            /** @description Caption of the button that opens the list or the page */
            button?: string;
            /** @description The page its button opens */
            url?: string;
            /** @description Rows of the list */
            rows?: components["schemas"]["MessageListRow"][];
            /** @description Which template it is */
            template?: components["schemas"]["MessageTemplate"];
            /** @description The button or row the customer tapped */
            tapped?: components["schemas"]["MessageButton"];
        };
        MessageError: {
            /** @description The channel's own code, or ours */
            code: string;
            /** @description In plain words */
            title: string;
        };
        /** @enum {string} */
        MediaState: "pending" | "stored" | "unavailable" | "deleted";
        /** @description The file of a message; its bytes are at `GET /api/admin/media/{id}` while `state` is `stored` */
        MessageMedia: {
            /** Format: uuid */
            id: string;
            state: components["schemas"]["MediaState"];
            /** @description What the bytes say once we have them; before that what was announced */
            mimeType: string | null;
            /** @description Bytes; null until we have them */
            size: number | null;
            filename: string | null;
            /** @description Recorded as a voice message */
            voice: boolean;
            /** @description Why there is no file (yet), in plain words */
            reason: string | null;
        };
        MessageLocation: {
            latitude: number;
            longitude: number;
            name?: string;
            address?: string;
            url?: string;
        };
        MessageContactCard: {
            name: string | null;
            organisation?: string;
            phones: string[];
            emails: string[];
            addresses?: string[];
            urls?: string[];
            birthday?: string;
        };
        OrderedProduct: {
            product: string | null;
            quantity: number | null;
            /** @description Of one piece */
            price: number | null;
            currency: string | null;
        };
        OrderTotal: {
            currency: string | null;
            amount: number;
        };
        MessageOrder: {
            catalogId?: string;
            /** @description The first 100 */
            products: components["schemas"]["OrderedProduct"][];
            productCount: number;
            /** @description A sum for each currency */
            totals: components["schemas"]["OrderTotal"][];
        };
        FilledForm: {
            name: string | null;
            /** @description JSON as WhatsApp passed it on */
            response: string | null;
        };
        CallPermission: {
            /** @description `accept` or `reject` */
            response: string;
            /** Format: date-time */
            expiresAt?: string;
        };
        ProductReference: {
            catalogId?: string;
            productId: string;
        };
        MessageReaction: {
            /** @enum {string} */
            by: "contact" | "business";
            emoji: string;
            /** Format: date-time */
            at: string;
        };
        MessageEdited: {
            /** Format: date-time */
            at: string;
            /** @description The words it had first */
            first: string | null;
        };
        MessageDeleted: {
            /** Format: date-time */
            at: string;
        };
        /** @description The advertisement or post the customer came by */
        MessageReferral: {
            headline?: string;
            body?: string;
            sourceUrl?: string;
            sourceId?: string;
            sourceType?: string;
        };
        UnsupportedMessage: {
            /** @description The kind of message, as WhatsApp names it */
            originalType: string | null;
            errorCode: number | null;
            /** @description In plain words, where more is known than that we cannot show it */
            reason: string | null;
        };
        Message: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            conversationId: string;
            /**
             * Format: uuid
             * @description The chat it belongs to; null for the menu bot
             */
            chatId: string | null;
            /** @description Running number of that chat, for people */
            chatNumber: number | null;
            /** @description Place in the thread: acceptance number within the conversation, without gaps */
            seq: number;
            direction: components["schemas"]["MessageDirection"];
            author: components["schemas"]["MessageAuthor"];
            agent: components["schemas"]["AgentReference"] | null;
            type: components["schemas"]["MessageType"];
            text: string | null;
            content: components["schemas"]["MessageContent"] | null;
            status: components["schemas"]["MessageStatus"];
            error: components["schemas"]["MessageError"] | null;
            /**
             * Format: uuid
             * @description The message it quotes, reacts to, edits or takes back
             */
            replyTo: string | null;
            /**
             * Format: uuid
             * @description The message a person sent again with this one
             */
            retryOf: string | null;
            /**
             * Format: uuid
             * @description The message that was sent again in its place
             */
            supersededBy: string | null;
            /**
             * Format: date-time
             * @description From when on a person may send it again; null: it is not one to send again
             */
            sendAgainAt: string | null;
            /** @description Unknown for a minute, while a message sent later from the same number has arrived: most likely this one was never sent */
            likelyNotSent: boolean;
            /**
             * Format: date-time
             * @description When it became certain that WhatsApp has taken it twice: itself, or itself and the one sent again in its place
             */
            duplicateConfirmedAt: string | null;
            /** @description It arrived more than 60 s after the time WhatsApp gave it */
            late: boolean;
            /**
             * Format: date-time
             * @description Inbound: WhatsApp's own time. Outbound: when WhatsApp accepted it. Where that is not known (yet): `createdAt`
             */
            sentAt: string;
            /**
             * Format: date-time
             * @description When we stored it
             */
            createdAt: string;
            /** Format: date-time */
            deliveredAt: string | null;
            /** Format: date-time */
            readAt: string | null;
            /** @description Of images, videos, audio, documents and stickers, and above a template */
            media?: components["schemas"]["MessageMedia"];
            location?: components["schemas"]["MessageLocation"];
            /** @description The first 20 */
            contacts?: components["schemas"]["MessageContactCard"][];
            contactCount?: number;
            order?: components["schemas"]["MessageOrder"];
            form?: components["schemas"]["FilledForm"];
            callPermission?: components["schemas"]["CallPermission"];
            /** @description The product this message is */
            product?: components["schemas"]["ProductReference"];
            /** @description The latest of each side; one taken back is not there */
            reactions?: components["schemas"]["MessageReaction"][];
            /** @description `text` is what it reads now */
            edited?: components["schemas"]["MessageEdited"];
            /** @description Taken back by who wrote it; nothing of it is kept */
            deleted?: components["schemas"]["MessageDeleted"];
            /**
             * @description `often`: through more than five hands
             * @enum {string}
             */
            forwarded?: "once" | "often";
            referral?: components["schemas"]["MessageReferral"];
            /** @description The product a question is about */
            referredProduct?: components["schemas"]["ProductReference"];
            /** @description Of WhatsApp's own notices: which, as WhatsApp names it */
            notice?: string;
            /** @description Of kinds we cannot show */
            unsupported?: components["schemas"]["UnsupportedMessage"];
            /**
             * @description Written on the phone that shares our number, not here
             * @enum {string}
             */
            via?: "phone-app";
        };
        MessagePage: {
            /** @description Oldest first */
            items: components["schemas"]["Message"][];
            /** @description Pass as `before` for what came earlier; null at the beginning */
            nextCursor: string | null;
        };
        MarkRead: {
            /**
             * Format: uuid
             * @description Id of the newest message the agent has seen
             */
            upTo: string;
        };
        ContactDetail: {
            /** Format: uuid */
            id: string;
            /** @description Profile name; username or phone number when there is none */
            name: string;
            /** @description `+` and digits; null for a contact known by username only */
            phone: string | null;
            username: string | null;
            /** @description The language the bot speaks with them, as BCP 47; null: not known yet */
            language: string | null;
            /**
             * Format: date-time
             * @description When they wrote STOP; nothing is sent until they write again
             */
            optedOutAt: string | null;
            /** Format: uuid */
            conversationId: string;
            /** @description What forms have collected and agents have noted */
            attributes: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
        };
        ChangeContact: {
            /**
             * @description null: not known
             * @enum {string|null}
             */
            language?: "en" | "es" | "pt-BR" | "fr" | "ar" | "hi" | "id" | null;
            /** @description Those given are set, those that are null taken away, all others stay */
            attributes?: {
                [key: string]: string | null;
            };
        };
        /** @description All that is stored of one person, for them to have */
        ContactExport: {
            /** Format: date-time */
            exportedAt: string;
            contact: {
                [key: string]: unknown;
            };
            chats: {
                [key: string]: unknown;
            }[];
            messages: {
                [key: string]: unknown;
            }[];
            files: {
                [key: string]: unknown;
            }[];
        };
        Erasure: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The id the contact had; nothing else is known of them
             */
            contactId: string;
            /** Format: date-time */
            requestedAt: string;
            /**
             * Format: date-time
             * @description Null: webhook deliveries as they came are still being looked through; everything else is gone
             */
            finishedAt: string | null;
        };
        /** @description An article of the FAQ, or an answer of the menu */
        Suggestion: {
            id: string;
            title: string;
            /** @description In the language spoken with this contact */
            answer: string;
        };
        Suggestions: {
            /** @description The language spoken with this contact, as BCP 47 */
            language: string;
            /** @description Best first; empty when nothing fits */
            items: components["schemas"]["Suggestion"][];
        };
        DraftedReply: {
            text: string;
        };
        StartChat: {
            /** @description Greets the customer instead of the default text */
            message?: string;
        };
        SendMessage: {
            message: string;
            /**
             * Format: uuid
             * @description Id of the message to quote
             */
            replyTo?: string | null;
        };
        EndChat: {
            /** @description Replaces the closing text */
            message?: string;
            /** @description For the record; the customer never sees it */
            reason?: string;
            /** @default 0 */
            undoSeconds: number;
            /**
             * Format: uuid
             * @description The chat that is meant (`chat.id`). When it is over already, nothing happens and the answer is 200; without it, whichever is open ends
             */
            chatId?: string;
        };
        TransferChat: {
            /**
             * Format: uuid
             * @description Whose the chat is at once. Either this or `teamId`
             */
            agentId?: string;
            /**
             * Format: uuid
             * @description In whose queue the chat then waits. Either this or `agentId`
             */
            teamId?: string;
            /** @description For colleagues; the customer never sees it */
            note?: string;
        };
        /**
         * @description What they chose, while they give signs of life (an open console, a request); `offline` 45 s after the last one
         * @enum {string}
         */
        PresenceStatus: "online" | "away" | "offline";
        AgentPresence: {
            agent: components["schemas"]["AgentReference"];
            /** @description What they chose, while they give signs of life (an open console, a request); `offline` 45 s after the last one */
            status: components["schemas"]["PresenceStatus"];
            chosenStatus: components["schemas"]["PresenceStatus"];
            /** Format: date-time */
            seenAt: string | null;
            activeChats: number;
            /** @description Up to so many chats they are given; what they take themselves may go beyond */
            capacity: number;
            /** @description Null: what the setting `assignment.capacity` says */
            ownCapacity: number | null;
            /** @description The teams whose queues they serve */
            teamIds: string[];
        };
        ChoosePresence: {
            status: components["schemas"]["PresenceStatus"];
        };
        AgentPresenceList: {
            items: components["schemas"]["AgentPresence"][];
        };
        SetCapacity: {
            /** @description Null: what the setting says */
            capacity: number | null;
        };
        /**
         * @description `paused`: token, permission or account; all is kept and tried again
         * @enum {string}
         */
        ChannelState: "ok" | "paused";
        /** @description Whether WhatsApp takes our messages */
        ChannelStatus: {
            /** @description `paused`: token, permission or account; all is kept and tried again */
            status: components["schemas"]["ChannelState"];
            /** @description In plain words, with WhatsApp's code; null while all is well */
            reason: string | null;
            /** Format: date-time */
            since: string | null;
            /** @description Messages that wait for it; stops at 1,000; 0 while all is well */
            waiting: number;
        };
        /** @enum {string} */
        ChannelNoticeSeverity: "info" | "warning" | "critical";
        /** @description What WhatsApp has said about the number, the account or a template; nothing of a customer */
        ChannelNotice: {
            id: string;
            /** @description The webhook field it came by, such as `message_template_status_update` */
            field: string;
            /** @description As WhatsApp names it */
            event: string | null;
            severity: components["schemas"]["ChannelNoticeSeverity"];
            /** @description In plain words */
            title: string;
            detail: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            happenedAt: string;
            /** Format: date-time */
            receivedAt: string;
        };
        ChannelNoticePage: {
            /** @description Newest first */
            items: components["schemas"]["ChannelNotice"][];
            nextCursor: string | null;
        };
        /** @enum {string} */
        StatsGrouping: "day" | "agent" | "team";
        EndedChats: {
            contact: number;
            agent: number;
            system: number;
        };
        ChatStats: {
            /** @description Started in the period */
            started: number;
            /** @description Ended in the period, by whom */
            ended: components["schemas"]["EndedChats"];
            /** @description Waiting at this moment */
            waitingNow: number;
            /** @description With an agent at this moment */
            activeNow: number;
        };
        /** @description Seconds; null when nothing was measured */
        Percentiles: {
            count: number;
            p50: number | null;
            p95: number | null;
        };
        FailureCount: {
            /** @description WhatsApp's code, or ours */
            code: string;
            /** @description In plain words */
            title: string;
            count: number;
        };
        ChatCounts: {
            /** @description Started in the period */
            started: number;
            /** @description Ended in the period, by whom */
            ended: components["schemas"]["EndedChats"];
        };
        StatsGroup: {
            chats: components["schemas"]["ChatCounts"];
            /** @description From asking for a person to an agent taking the chat */
            wait: components["schemas"]["Percentiles"];
            /** @description From asking for a person to an agent's first own message */
            firstResponse: components["schemas"]["Percentiles"];
            /** @description Of chats an agent took that ended in the period: from start to end */
            resolution: components["schemas"]["Percentiles"];
            /** @description Given in the period: `count`, `average`, and how many of each, `1` to `5`. Null when there are none */
            ratings: {
                [key: string]: number;
            } | null;
            /** @description Outbound messages of the period by status now: received, queued, sending, sent, delivered, read, failed, unknown, cancelled */
            deliveries: {
                [key: string]: number;
            };
            /** @description Why messages failed, most frequent first */
            failures: components["schemas"]["FailureCount"][];
            /** @description How often the robot said what: outbound messages by the key of the text, such as `queue.ack` */
            notices: {
                [key: string]: number;
            };
            /** @description The day (`2026-11-23`), or the id of the agent or team; null: nobody (chats not taken, messages of the robot) */
            key: string | null;
            /** @description The day, or the name of the agent or team */
            name: string;
        };
        Stats: {
            chats: components["schemas"]["ChatStats"];
            /** @description From asking for a person to an agent taking the chat */
            wait: components["schemas"]["Percentiles"];
            /** @description From asking for a person to an agent's first own message */
            firstResponse: components["schemas"]["Percentiles"];
            /** @description Of chats an agent took that ended in the period: from start to end */
            resolution: components["schemas"]["Percentiles"];
            /** @description Given in the period: `count`, `average`, and how many of each, `1` to `5`. Null when there are none */
            ratings: {
                [key: string]: number;
            } | null;
            /** @description Outbound messages of the period by status now: received, queued, sending, sent, delivered, read, failed, unknown, cancelled */
            deliveries: {
                [key: string]: number;
            };
            /** @description Why messages failed, most frequent first */
            failures: components["schemas"]["FailureCount"][];
            /** @description How often the robot said what: outbound messages by the key of the text, such as `queue.ack` */
            notices: {
                [key: string]: number;
            };
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            timeZone: string;
            groupBy: components["schemas"]["StatsGrouping"] | null;
            /** @description Null without `groupBy`. Days are all there are in the period */
            groups: components["schemas"]["StatsGroup"][] | null;
            /** @description False while older messages of the period have not been counted yet (for minutes after an upgrade) */
            complete: boolean;
        };
        /** @enum {string} */
        TemplateStatus: "approved" | "pending" | "paused" | "rejected" | "disabled" | "deleted" | "other";
        /**
         * @description What customers think of it, by their blocks and reports
         * @enum {string}
         */
        TemplateQuality: "high" | "medium" | "low" | "unknown";
        /** @enum {string} */
        TemplateHeaderKind: "text" | "image" | "video" | "document" | "location" | "other";
        TemplateHeader: {
            kind: components["schemas"]["TemplateHeaderKind"];
            /** @description Of a text header, with its gap */
            text?: string;
            /**
             * @description Of a picture, video or document, which every send brings along: the types it may have
             * @example [
             *       "image/jpeg",
             *       "image/png"
             *     ]
             */
            fileTypes?: string[];
            /** @description Of a picture, video or document: how many bytes it may have */
            maxFileBytes?: number;
        };
        /** @enum {string} */
        TemplateButtonKind: "quick-reply" | "url" | "phone" | "copy-code" | "one-time-code" | "other";
        TemplateButton: {
            kind: components["schemas"]["TemplateButtonKind"];
            title: string;
            /** @description The page it opens, with its gap if it has one */
            url?: string;
        };
        /** @enum {string} */
        TemplateParameterPart: "header" | "body" | "button";
        /** @description A gap to fill */
        TemplateParameter: {
            /**
             * @description Pass the value under this key
             * @example body.1
             */
            key: string;
            part: components["schemas"]["TemplateParameterPart"];
            /** @description Its number or name in that part; for a button its title; of a place `latitude`, `longitude`, `name` or `address` */
            name: string;
            /** @description A sample that was shown to WhatsApp */
            example: string | null;
            /** @description Longest value that can fit; the part as a whole may allow less */
            maxLength: number;
        };
        /** @description A message WhatsApp has approved beforehand; it may be sent outside the service window */
        Template: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description As WhatsApp writes it
             * @example en_US
             */
            language: string;
            /** @description What WhatsApp charges it as; marketing may be held back by WhatsApp or turned off by the customer */
            category: components["schemas"]["TemplateCategory"];
            status: components["schemas"]["TemplateStatus"];
            /** @description What customers think of it, by their blocks and reports */
            quality: components["schemas"]["TemplateQuality"];
            /** @description Whether it can be sent now */
            sendable: boolean;
            /** @description Why it cannot be sent, in plain words */
            reason: string | null;
            header: components["schemas"]["TemplateHeader"] | null;
            body: string;
            footer: string | null;
            buttons: components["schemas"]["TemplateButton"][];
            /** @description All of them are needed */
            parameters: components["schemas"]["TemplateParameter"][];
        };
        /** @description How our copy of WhatsApp's list stands */
        TemplateSync: {
            /**
             * Format: date-time
             * @description When the list was last read whole; null: never yet
             */
            syncedAt: string | null;
            /** Format: date-time */
            triedAt: string | null;
            /** @description Why the last try failed, in plain words; the older list is shown meanwhile */
            error: string | null;
        };
        TemplatePage: {
            /** @description Approved ones first, then by name and language */
            items: components["schemas"]["Template"][];
            nextCursor: string | null;
            sync: components["schemas"]["TemplateSync"];
        };
        PreviewTemplate: {
            /**
             * @description A value for each parameter, by its key
             * @default {}
             * @example {
             *       "body.1": "Maya"
             *     }
             */
            parameters: {
                [key: string]: string;
            };
        };
        TemplatePreview: {
            /** @description What the customer reads */
            text: string;
            buttons: components["schemas"]["MessageButton"][];
        };
        SendTemplate: {
            /** Format: uuid */
            templateId: string;
            /**
             * @description A value for each parameter, by its key
             * @default {}
             * @example {
             *       "body.1": "Maya"
             *     }
             */
            parameters: {
                [key: string]: string;
            };
        };
        /** @description Settings of the installation; one that nobody has changed has its default */
        Settings: {
            settings: {
                /**
                 * @description Customers see blue ticks when an agent has read what they wrote
                 * @default true
                 */
                "receipts.blueTicks": boolean;
                /**
                 * @description Automatic: waiting chats are given to who is on duty and has room
                 * @default manual
                 * @enum {string}
                 */
                "assignment.mode": "manual" | "automatic";
                /**
                 * @description Chats an agent is given at most, unless something else is set for them
                 * @default 5
                 */
                "assignment.capacity": number;
                /**
                 * @description A chat goes back to the queue when its agent is gone for so long
                 * @default 5
                 */
                "presence.lostAfterMinutes": number;
                /**
                 * @description Customers are asked how the help was, after a person answered
                 * @default true
                 */
                "rating.enabled": boolean;
                /**
                 * @description More from one customer is kept, but answered once; 0: no limit
                 * @default 20
                 */
                "flood.messagesPerMinute": number;
                /**
                 * @description A customer silent for so long is asked; null: never
                 * @default null
                 */
                "inactivity.nudgeMinutes": number | null;
                /**
                 * @description So long after that question the chat is closed
                 * @default 15
                 */
                "inactivity.closeMinutes": number;
                /**
                 * @description A customer we owe an answer is reminded an hour before the window closes
                 * @default false
                 */
                "window.reminder": boolean;
                /**
                 * @description Who waits is told so long before closing time; 0: not at all
                 * @default 10
                 */
                "hours.endingMinutes": number;
                /**
                 * @description Messages and files are kept so long; null: for ever
                 * @default null
                 */
                "retention.messagesDays": number | null;
                /**
                 * @description Webhook deliveries are kept so long as they came
                 * @default 14
                 */
                "retention.deliveriesDays": number;
                /**
                 * @description What could not be applied is kept so long
                 * @default 30
                 */
                "retention.deadLettersDays": number;
                /**
                 * @description A console that was away so long is still told what it missed
                 * @default 7
                 */
                "retention.eventsDays": number;
                /**
                 * @description It is on record so long who did what
                 * @default 400
                 */
                "retention.auditDays": number;
            };
        };
        /** @enum {string} */
        Weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
        /** @description Belongs to the day on which it begins */
        WeeklyOpeningInterval: {
            /**
             * @description `HH:MM` by the clock on the wall
             * @example 09:00
             */
            opens: string;
            /**
             * @description `HH:MM`, up to 24:00
             * @example 17:00
             */
            closes: string;
            /**
             * @description `closes` is a time of the next day
             * @default false
             */
            overnight: boolean;
            day: components["schemas"]["Weekday"];
        };
        OpeningInterval: {
            /**
             * @description `HH:MM` by the clock on the wall
             * @example 09:00
             */
            opens: string;
            /**
             * @description `HH:MM`, up to 24:00
             * @example 17:00
             */
            closes: string;
            /**
             * @description `closes` is a time of the next day
             * @default false
             */
            overnight: boolean;
        };
        /** @description A date with hours of its own, or none: a holiday */
        OpeningException: {
            /**
             * Format: date
             * @example 2026-12-25
             */
            date: string;
            /**
             * @description Every year on this month and day; a date of one year wins over it
             * @default false
             */
            everyYear: boolean;
            /** @example Christmas Day */
            name?: string | null;
            /** @description What begins on this date instead of the ordinary week; empty: closed */
            intervals: components["schemas"]["OpeningInterval"][];
        };
        OpeningHours: {
            /**
             * @description A time zone of the IANA database
             * @example Europe/Berlin
             */
            timeZone: string;
            /** @description The ordinary week; empty: closed but for the exceptions */
            weekly: components["schemas"]["WeeklyOpeningInterval"][];
            /** @default [] */
            exceptions: components["schemas"]["OpeningException"][];
        };
        /**
         * @description Whose hours hold here: the team’s own, those of the installation, or none (always open)
         * @enum {string}
         */
        OpeningHoursSource: "team" | "installation" | "none";
        OpeningHoursPage: {
            /** @description Null: none were set here */
            hours: components["schemas"]["OpeningHours"] | null;
            /** @description Whose hours hold here: the team’s own, those of the installation, or none (always open) */
            source: components["schemas"]["OpeningHoursSource"];
        };
        OpeningHoursStatus: {
            /**
             * Format: date-time
             * @description The moment this is about
             */
            at: string;
            isOpen: boolean;
            /**
             * Format: date-time
             * @description When it next changes from closed to open; null: not within 400 days
             */
            nextOpening: string | null;
            /**
             * Format: date-time
             * @description When it next changes from open to closed; null: not within 400 days
             */
            nextClosing: string | null;
            /** @description By whose clocks; null: there are no hours, it is always open */
            timeZone: string | null;
        };
        /** @enum {string} */
        Language: "en" | "es" | "pt-BR" | "fr" | "ar" | "hi" | "id";
        /** @description What a language borrows from another because it has no words of its own for it */
        LanguageCoverage: {
            language: components["schemas"]["Language"];
            /** @description JSON pointers into the document to what would fill the gaps */
            missing: string[];
        };
        /** @description What is published: what customers meet now */
        Playbook: {
            /** @description 1 is the shipped one */
            version: number;
            /** @description Everything the bot says and understands, in every language: business, languages, the menu as a tree (answer, submenu, form, link, support, main-menu), replaced texts, words and titles, rules, articles. Unknown fields are refused. */
            document?: {
                [key: string]: unknown;
            };
            coverage: components["schemas"]["LanguageCoverage"][];
        };
        /** @description What is being edited; without changes it is what is published */
        PlaybookDraft: {
            /** @description What a save, publication or discarding has to name; goes up with each */
            revision: number;
            isChanged: boolean;
            /** @description The version it was begun from */
            basedOn: number;
            /** Format: date-time */
            updatedAt: string | null;
            updatedBy: components["schemas"]["AgentReference"] | null;
            /** @description Everything the bot says and understands, in every language: business, languages, the menu as a tree (answer, submenu, form, link, support, main-menu), replaced texts, words and titles, rules, articles. Unknown fields are refused. */
            document?: {
                [key: string]: unknown;
            };
            coverage: components["schemas"]["LanguageCoverage"][];
        };
        DiscardPlaybookDraft: {
            /** @description Of the draft as you have read it */
            revision: number;
        };
        PlaybookFault: {
            /** @description JSON pointer into the document */
            field: string;
            /** @description In a sentence */
            message: string;
        };
        /** @description Whether a document could be published */
        PlaybookJudgement: {
            /** @description At most 100; empty when it could */
            faults: components["schemas"]["PlaybookFault"][];
            /** @description Empty while there are faults */
            coverage: components["schemas"]["LanguageCoverage"][];
        };
        PublishPlaybook: {
            /** @description Of the draft as you have read it */
            revision: number;
            /** @description What has changed, for the history */
            note?: string;
        };
        PublishedVersion: {
            /** @description The version that is said from now on */
            version: number;
        };
        /** @description A message as the phone would show it */
        PreviewedMessage: {
            /** @enum {string} */
            type: "text" | "interactive";
            text: string;
            content: components["schemas"]["MessageContent"] | null;
            /** @description Which of the texts it is; null for what the menu itself says */
            said: string | null;
        };
        PreviewedStep: {
            /**
             * @description `choice-missing`: no message so far offers what was tapped
             * @enum {string}
             */
            outcome: "done" | "choice-missing";
            state: components["schemas"]["ConversationState"];
            messages: components["schemas"]["PreviewedMessage"][];
        };
        PlaybookPreview: {
            /** @description One for each step, in order */
            steps: components["schemas"]["PreviewedStep"][];
        };
        LanguageReport: {
            language: components["schemas"]["Language"];
            /** @description In its own words */
            name: string;
            /** @description Customers may choose it */
            isOffered: boolean;
            /** @description What is spoken to whoever has chosen none, and what gaps are filled from */
            isDefault: boolean;
            /** @description Nothing is missing */
            complete: boolean;
            /** @description JSON pointers into the document to what would fill the gaps */
            missing: string[];
        };
        LanguageReports: {
            items: components["schemas"]["LanguageReport"][];
        };
        PlaybookVersion: {
            number: number;
            /**
             * Format: date-time
             * @description Null: it came with the release
             */
            publishedAt: string | null;
            publishedBy: components["schemas"]["AgentReference"] | null;
            note: string | null;
            /** @description The version it is a copy of */
            restoredFrom: number | null;
        };
        PlaybookVersionPage: {
            /** @description Newest first */
            items: components["schemas"]["PlaybookVersion"][];
            nextCursor: string | null;
        };
        RestorePlaybook: {
            note?: string;
        };
        /** @description One thing the robot said, and why */
        Notice: {
            /** Format: uuid */
            messageId: string;
            /**
             * Format: uuid
             * @description The chat it was said in; null: outside a chat
             */
            chatId: string | null;
            /** Format: date-time */
            at: string;
            /** @description Which of the texts it is, such as `queue.ack`; null: a menu, or what was chosen from it */
            key: string | null;
            text: string | null;
            /** @description Whether it reached the customer */
            status: components["schemas"]["MessageStatus"];
            /** @description Its line in the ledger, `kind` or `kind:detail`: it is said at most once for this in the chat. Null: as often as it is asked for */
            onceFor: string | null;
            /** @description Why it was said, in a sentence */
            why: string;
        };
        /** @enum {string} */
        UnsaidBecause: "opted-out" | "window-closed" | "write-later" | "closed";
        /** @description What the robot was to say of its own accord when its time came, and did not */
        UnsaidNotice: {
            /** Format: uuid */
            chatId: string;
            /**
             * Format: date-time
             * @description When it was left unsaid last
             */
            at: string;
            /** @description Which of the texts it was to be, such as `nudge` */
            key: string;
            because: components["schemas"]["UnsaidBecause"];
            /** @description Why it was not said, in a sentence */
            why: string;
        };
        NoticePage: {
            items: components["schemas"]["Notice"][];
            /** @description With the first page only: newest first, 50 at most, one for each text and chat */
            unsaid: components["schemas"]["UnsaidNotice"][];
            nextCursor: string | null;
        };
        /** @enum {string} */
        DeadLetterKind: "message" | "status" | "other";
        /** @description An item of a webhook that could not be applied in eight tries; nothing of what it says */
        DeadLetter: {
            id: string;
            kind: components["schemas"]["DeadLetterKind"];
            /** @description Class and place of the last failure, or why there was nothing to try */
            reason: string;
            /** Format: date-time */
            receivedAt: string;
            /** @description Tries since it arrived or was last replayed */
            attempts: number;
            /** Format: uuid */
            conversationId: string | null;
            /** @description Size of the delivery it came in; null when that is kept no longer */
            bytes: number | null;
        };
        DeadLetterPage: {
            items: components["schemas"]["DeadLetter"][];
            nextCursor: string | null;
        };
        InspectedDeadLetter: {
            id: string;
            kind: components["schemas"]["DeadLetterKind"];
            /** @description Class and place of the last failure, or why there was nothing to try */
            reason: string;
            /** Format: date-time */
            receivedAt: string;
            /** @description Tries since it arrived or was last replayed */
            attempts: number;
            /** Format: uuid */
            conversationId: string | null;
            /** @description Size of the delivery it came in; null when that is kept no longer */
            bytes: number | null;
            /** @description Its JSON with type and length in place of every value, and of every key WhatsApp does not document; null when it is gone */
            content: {
                [key: string]: unknown;
            } | null;
        };
        Replayed: {
            /** @description How many wait again; what is kept without its delivery stays where it is, and says so in `reason` */
            replayed: number;
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "unavailable";
            /** @description What works with loss, taking part of the load is still right: `channel-paused` (nothing can be sent), `signature` (every webhook is refused: is the app secret right?) */
            degraded: string[];
        };
        /** @description RFC 9457. Each code is explained in docs/problems/. */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "VALIDATION_FAILED" | "MALFORMED_JSON" | "INVALID_PHONE_NUMBER" | "INVALID_CREDENTIALS" | "UNAUTHENTICATED" | "FORBIDDEN" | "CROSS_SITE_REQUEST" | "NOT_FOUND" | "CONVERSATION_NOT_FOUND" | "MESSAGE_NOT_FOUND" | "CONTACT_NOT_FOUND" | "ERASURE_NOT_FOUND" | "MEDIA_NOT_FOUND" | "DEAD_LETTER_NOT_FOUND" | "TEMPLATE_NOT_FOUND" | "CHAT_ALREADY_ACTIVE" | "CHAT_ALREADY_TAKEN" | "CHAT_NOT_ACTIVE" | "CHAT_SUPPORT_DISABLED" | "SERVICE_WINDOW_CLOSED" | "CONTACT_OPTED_OUT" | "TEMPLATE_NOT_SENDABLE" | "IDEMPOTENCY_KEY_REUSED" | "UNDO_EXPIRED" | "MESSAGE_NOT_RESENDABLE" | "SEND_AGAIN_TOO_EARLY" | "EMAIL_ALREADY_USED" | "PLAYBOOK_UNSOUND" | "PLAYBOOK_CHANGED" | "PLAYBOOK_VERSION_NOT_FOUND" | "AGENT_NOT_FOUND" | "AGENT_IS_LAST_ADMIN" | "TEAM_NOT_FOUND" | "TEAM_NAME_ALREADY_USED" | "TEAM_IS_DEFAULT" | "DRAFTING_OFF" | "DRAFTING_FAILED" | "METHOD_NOT_ALLOWED" | "MEDIA_NOT_SENDABLE" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "TOO_MANY_REQUESTS" | "SERVICE_UNAVAILABLE" | "INTERNAL_ERROR";
            detail: string;
            errors?: {
                field: string;
                message: string;
            }[];
            requestId: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    auth_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentAccountList"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_addAgent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAgent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentAccount"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentAccount"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_addToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateToken"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teams_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamList"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teams_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameTeam"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teams_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teams_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teams_rename: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameTeam"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teams_addMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team: string;
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    teams_removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                team: string;
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    conversations_list: {
        parameters: {
            query?: {
                view?: components["schemas"]["ConversationView"];
                /** @description Part of a name, username or phone number */
                search?: string;
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationPage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    conversations_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    conversations_messages: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                before?: string;
            };
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    conversations_script: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    conversations_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkRead"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Contact id (UUID), or phone number such as `+447700900123` */
                contact: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Contact id (UUID), or phone number such as `+447700900123` */
                contact: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeContact"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Contact id (UUID), or phone number such as `+447700900123` */
                contact: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactExport"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_erase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Contact id (UUID), or phone number such as `+447700900123` */
                contact: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description Gone, but for deliveries as they came */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erasures_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answers_suggestions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answers_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftedReply"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    messages_sendAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
                /** @description Id of the message to send again */
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was sent again already: the message that stands in its place */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The new message, queued */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    media_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `media.id` of a message */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    media_fetch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `media.id` of a message */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its message; `media.state` tells what becomes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    chatSupport_start: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartChat"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    chatSupport_send: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessage"];
            };
        };
        responses: {
            /** @description The key is known: the same message as before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Queued */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    chatSupport_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndChat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    chatSupport_undoEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    chatSupport_accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendMedia_send: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description With its type; a document also with its name
                     */
                    file: string;
                    /** @description Not with sound and stickers */
                    caption?: string;
                    /**
                     * Format: uuid
                     * @description Id of the message to quote
                     */
                    replyTo?: string;
                };
            };
        };
        responses: {
            /** @description The key is known: the same message as before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Queued */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transfer_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferChat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transfer_release: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    queue_next: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Nobody waits */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    presence_mine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPresence"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    presence_choose: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChoosePresence"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPresence"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    presence_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPresenceList"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    presence_limit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agent: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetCapacity"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPresence"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channel_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelStatus"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channel_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelNoticePage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events_stream: {
        parameters: {
            query?: {
                /** @description Whether to be told who comes and goes */
                presence?: "true" | "false";
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stats_read: {
        parameters: {
            query?: {
                /** @description Start, inclusive: a moment with its offset (`2026-11-01T09:30:00Z`), or a day of `timeZone` (`2026-11-01`); default: 30 days before `to` */
                from?: string;
                /** @description End, exclusive: a moment or a day; default: now. At most 400 days after `from` */
                to?: string;
                groupBy?: components["schemas"]["StatsGrouping"];
                /** @description Whose days are meant: the name of a zone */
                timeZone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stats"];
                    "text/csv": components["schemas"]["Stats"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stats_table: {
        parameters: {
            query?: {
                /** @description Start, inclusive: a moment with its offset (`2026-11-01T09:30:00Z`), or a day of `timeZone` (`2026-11-01`); default: 30 days before `to` */
                from?: string;
                /** @description End, exclusive: a moment or a day; default: now. At most 400 days after `from` */
                to?: string;
                groupBy?: components["schemas"]["StatsGrouping"];
                /** @description Whose days are meant: the name of a zone */
                timeZone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_list: {
        parameters: {
            query?: {
                /** @description Exactly this language */
                language?: string;
                /** @description Those of this language before all others, such as the contact's (BCP 47 or as WhatsApp writes it) */
                preferredLanguage?: string;
                /** @description Part of the name or the text */
                search?: string;
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_sync: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateSync"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewTemplate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePreview"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendTemplate_send: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendTemplate"];
            };
        };
        responses: {
            /** @description The key is known: the same message as before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Queued */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendTemplateFile_send: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: uuid */
                    templateId: string;
                    /**
                     * @description JSON: a value for each parameter, by its key
                     * @example {"body.1":"Maya"}
                     */
                    parameters?: string;
                    /**
                     * Format: binary
                     * @description With its type; a document also with its name
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description The key is known: the same message as before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Queued */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settings_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settings_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Customers see blue ticks when an agent has read what they wrote
                     * @default true
                     */
                    "receipts.blueTicks"?: boolean;
                    /**
                     * @description Automatic: waiting chats are given to who is on duty and has room
                     * @default manual
                     * @enum {string}
                     */
                    "assignment.mode"?: "manual" | "automatic";
                    /**
                     * @description Chats an agent is given at most, unless something else is set for them
                     * @default 5
                     */
                    "assignment.capacity"?: number;
                    /**
                     * @description A chat goes back to the queue when its agent is gone for so long
                     * @default 5
                     */
                    "presence.lostAfterMinutes"?: number;
                    /**
                     * @description Customers are asked how the help was, after a person answered
                     * @default true
                     */
                    "rating.enabled"?: boolean;
                    /**
                     * @description More from one customer is kept, but answered once; 0: no limit
                     * @default 20
                     */
                    "flood.messagesPerMinute"?: number;
                    /**
                     * @description A customer silent for so long is asked; null: never
                     * @default null
                     */
                    "inactivity.nudgeMinutes"?: number | null;
                    /**
                     * @description So long after that question the chat is closed
                     * @default 15
                     */
                    "inactivity.closeMinutes"?: number;
                    /**
                     * @description A customer we owe an answer is reminded an hour before the window closes
                     * @default false
                     */
                    "window.reminder"?: boolean;
                    /**
                     * @description Who waits is told so long before closing time; 0: not at all
                     * @default 10
                     */
                    "hours.endingMinutes"?: number;
                    /**
                     * @description Messages and files are kept so long; null: for ever
                     * @default null
                     */
                    "retention.messagesDays"?: number | null;
                    /**
                     * @description Webhook deliveries are kept so long as they came
                     * @default 14
                     */
                    "retention.deliveriesDays"?: number;
                    /**
                     * @description What could not be applied is kept so long
                     * @default 30
                     */
                    "retention.deadLettersDays"?: number;
                    /**
                     * @description A console that was away so long is still told what it missed
                     * @default 7
                     */
                    "retention.eventsDays"?: number;
                    /**
                     * @description It is on record so long who did what
                     * @default 400
                     */
                    "retention.auditDays"?: number;
                };
            };
        };
        responses: {
            /** @description All settings as they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hours_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpeningHoursPage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hours_set: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpeningHours"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpeningHoursPage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hours_remove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hours_status: {
        parameters: {
            query?: {
                /** @description Another moment than now */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpeningHoursStatus"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hours_readOfTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a team (UUID) */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpeningHoursPage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hours_setOfTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a team (UUID) */
                team: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpeningHours"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpeningHoursPage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hours_removeOfTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a team (UUID) */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hours_statusOfTeam: {
        parameters: {
            query?: {
                /** @description Another moment than now */
                at?: string;
            };
            header?: never;
            path: {
                /** @description Id of a team (UUID) */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpeningHoursStatus"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbook_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playbook"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbook_readDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookDraft"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbook_saveDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Everything the bot says and understands, in every language: business, languages, the menu as a tree (answer, submenu, form, link, support, main-menu), replaced texts, words and titles, rules, articles. Unknown fields are refused. */
                    document: {
                        [key: string]: unknown;
                    };
                    revision: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookDraft"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbook_importDraft: {
        parameters: {
            query: {
                /** @description Of the draft as you have read it */
                revision: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookDraft"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbook_exportDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbook_discardDraft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscardPlaybookDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookDraft"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbook_validate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Everything the bot says and understands, in every language: business, languages, the menu as a tree (answer, submenu, form, link, support, main-menu), replaced texts, words and titles, rules, articles. Unknown fields are refused. */
                    document: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookJudgement"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbook_publish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishPlaybook"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedVersion"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbook_play: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default draft
                     * @enum {string}
                     */
                    of?: "draft" | "published";
                    /** @description Played instead; it must be without faults */
                    document?: {
                        [key: string]: unknown;
                    };
                    /** @enum {string|null} */
                    language?: "en" | "es" | "pt-BR" | "fr" | "ar" | "hi" | "id" | null;
                    steps: {
                        say?: string;
                        /** @description Id or title of a choice shown so far */
                        tap?: string;
                        /** @enum {string} */
                        send?: "template" | "image" | "video" | "audio" | "document" | "sticker" | "location" | "contacts" | "order" | "reaction" | "edit" | "revoke" | "system" | "note" | "unsupported";
                    }[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookPreview"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbookLanguages_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LanguageReports"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbookVersions_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookVersionPage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbookVersions_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Playbook"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playbookVersions_restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestorePlaybook"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedVersion"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_notices: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                before?: string;
            };
            header?: never;
            path: {
                /** @description Conversation id (UUID), or phone number such as `+447700900123` */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticePage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deadLetters_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deadLetters_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectedDeadLetter"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deadLetters_replayAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deadLetters_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Refused; see `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
