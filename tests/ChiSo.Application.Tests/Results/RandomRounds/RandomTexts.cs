using System.Text;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Tests.Results.RandomRounds;

/// <summary>Texts and numbers as awkward as people can write them; the same seed gives the same ones.</summary>
internal sealed class RandomTexts(Random random)
{
    private static readonly string[] Pieces =
    [
        "Đúng hạn", "đạt", "Ủy ban nhân dân", "Huyện Phong Điền", "a", "x", "best", "else", "M", "no_task", "choice=", "p=", "items=", "best=3", "node:", "max",
        "/", ":", "=", ";", "|", "||", "=>", " => 3", "\\", "\\;", "\\\\", "a = b", "; x = y", ";;", " and ", ">=80:1", "+", "@", "-", "'", "\"", "\"\"", ",", ",,",
        "\n", "dòng hai\n\ndòng ba", "\t", " ", "  ", "=SUM(A1)", "+84 292", "@ai", "-1", "1,25", "92.830", "001", "TRUE", "_x0041_", "sep=;", "[1]", "{}", "😀", "“”", "Ð", "≠", "—",
    ];

    public Random Random => random;

    /// <summary>Not empty, as reading a file leaves it.</summary>
    public string Text()
    {
        while (true)
        {
            var text = new StringBuilder();
            for (var left = random.Next(1, 5); left > 0; left--)
                text.Append(Of(Pieces));
            var written = random.Next(4) == 0 ? text.ToString().Normalize(NormalizationForm.FormD) : text.ToString();
            if (NfcText.Clean(written) is { Length: > 0 } clean)
                return clean;
        }
    }

    public string TextOrNone() => Sometimes() ? "" : Text();

    public Words Words() => new(Text(), Text());

    /// <summary>So many codes, no two the same: texts that can stand in an address.</summary>
    public List<string> Codes(int count) => Distinct(count, text => text.AsSpan().ContainsAny('/', '\\') ? "" : text.ToUpperInvariant());

    /// <summary>So many texts, no two the same by <paramref name="key"/>.</summary>
    public List<string> Distinct(int count, Func<string, string> key)
    {
        var texts = new List<string>();
        var keys = new HashSet<string>();
        while (texts.Count < count)
        {
            var text = Text();
            if (key(text).Length > 0 && keys.Add(key(text)))
                texts.Add(text);
        }

        return texts;
    }

    public List<string> Several(int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Text())];

    public bool Sometimes(int outOf = 2) => random.Next(outOf) == 0;

    public T Of<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public T Enum<T>()
        where T : struct, Enum => Of(System.Enum.GetValues<T>());

    /// <summary>From 0 to 100 with up to twelve decimals.</summary>
    public decimal Number() => random.Next(100) + (Sometimes() ? 0 : decimal.Round((decimal)random.NextDouble(), random.Next(13)));

    /// <summary>Any number a file may hold: at most 28 digits, either sign.</summary>
    public decimal AnyNumber()
    {
        var digits = new decimal(random.Next(), random.Next(), random.Next(542_101_086), Sometimes(), (byte)random.Next(29));
        return Sometimes() ? digits : Number();
    }

    public Points Points(int most = 100) => new(decimal.Round((decimal)random.NextDouble() * most, random.Next(5)));

    public DateOnly Day() => new DateOnly(2000, 1, 1).AddDays(random.Next(12_000));
}
