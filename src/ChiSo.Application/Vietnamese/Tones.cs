namespace ChiSo.Application.Vietnamese;

/// <summary>The six tones in the order of Vietnamese dictionaries.</summary>
internal enum Tone
{
    Level,
    Falling,
    Dipping,
    Broken,
    Rising,
    Heavy,
}

internal static class Tones
{
    /// <summary>The tone a combining mark stands for; <see cref="Tone.Level"/> for every other character.</summary>
    public static Tone Of(char mark) => mark switch
    {
        '\u0300' => Tone.Falling,
        '\u0309' => Tone.Dipping,
        '\u0303' => Tone.Broken,
        '\u0301' => Tone.Rising,
        '\u0323' => Tone.Heavy,
        _ => Tone.Level,
    };
}
