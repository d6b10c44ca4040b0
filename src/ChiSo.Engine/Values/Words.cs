namespace ChiSo.Engine;

/// <summary>The same thing said in Vietnamese, the source language, and in English.</summary>
public readonly record struct Words(string Vi, string En)
{
    /// <summary>A word that is the same in both languages, such as the proper name of a unit.</summary>
    public static Words Same(string text) => new(text, text);

    public override string ToString() => Vi;
}
