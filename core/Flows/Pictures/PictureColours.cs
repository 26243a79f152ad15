namespace Orleans.TaskFlow;

/// <summary>
/// The colours of a box on a light and on a dark page, as <c>#rrggbb</c>: text is read well on its box, and a box's border seen well on the page.
/// </summary>
/// <param name="Light">On a light page, and in Mermaid on every page.</param>
/// <param name="Dark">On a dark page.</param>
/// <param name="Dashed">Whether the border is dashed.</param>
internal sealed record PictureColours(PictureTheme Light, PictureTheme Dark, bool Dashed = false)
{
    /// <summary>Of atoms in no state.</summary>
    public static PictureColours Plain { get; } = new(new("#ffffff", "#4b5563", "#111827"), new("#1f2937", "#9ca3af", "#f9fafb"));

    /// <summary>Of the page.</summary>
    public static PictureColours Page { get; } = new(new("#ffffff", "#4b5563", "#111827"), new("#0d1117", "#9ca3af", "#f9fafb"));

    /// <summary>Of the boxes of flows.</summary>
    public static PictureColours Flow { get; } = new(new("#f6f8fa", "#6b7280", "#1f2937"), new("#161b22", "#8b949e", "#e5e7eb"));

    /// <summary>Of atoms in a state: green is done, red failed, yellow under way, blue on the way back, grey not begun, as in the terminal.</summary>
    public static PictureColours Of(State state) => state switch
    {
        State.Success => new(new("#dcfce7", "#15803d", "#14532d"), new("#14532d", "#4ade80", "#dcfce7")),
        State.Failure => new(new("#fee2e2", "#b91c1c", "#7f1d1d"), new("#7f1d1d", "#f87171", "#fee2e2")),
        State.RevertFailure => new(new("#fecaca", "#7f1d1d", "#7f1d1d"), new("#661414", "#fca5a5", "#fee2e2"), Dashed: true),
        State.Running or State.Resuming => new(new("#fef3c7", "#b45309", "#713f12"), new("#713f12", "#fbbf24", "#fef3c7")),
        State.Retrying => new(new("#ffedd5", "#c2410c", "#7c2d12"), new("#7c2d12", "#fb923c", "#ffedd5")),
        State.Reverting => new(new("#dbeafe", "#1d4ed8", "#1e3a8a"), new("#1e3a8a", "#60a5fa", "#dbeafe"), Dashed: true),
        State.Reverted => new(new("#dbeafe", "#1d4ed8", "#1e3a8a"), new("#1e3a8a", "#60a5fa", "#dbeafe")),
        State.Suspending or State.Suspended => new(new("#f3e8ff", "#7e22ce", "#581c87"), new("#581c87", "#c084fc", "#f3e8ff")),
        State.Ignore => new(new("#ffffff", "#6b7280", "#4b5563"), new("#111827", "#9ca3af", "#d1d5db"), Dashed: true),
        _ => new(new("#f3f4f6", "#6b7280", "#1f2937"), new("#374151", "#9ca3af", "#f3f4f6")),
    };
}
