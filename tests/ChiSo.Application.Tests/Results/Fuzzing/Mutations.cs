using System.IO.Compression;
using System.Text;

namespace ChiSo.Application.Tests.Results.Fuzzing;

/// <summary>Damages files the way disks, mails, editors and ill will do; the same seed does the same damage.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly byte[] Interesting = [0, 1, 0x7F, 0x80, 0xFE, 0xFF, .. "\"',;:=|/\\\r\n\t -+@.0123456789eE{}[]<>&#"u8];

    private static readonly string[] Pieces =
    [
        "\"", "\"\"", ";;;;", "\n\n", "\r", "-", "1e999", "1e-999", "-1e28", "99999999999999999999999999999", "0.00000000000000000000000000001", "79228162514264337593543950335",
        "NaN", "null", "true", "[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "((((((((((((((((", "a/0", "=1/0", "\\", "\\;", "\\ud800", "\uFEFF", "\u0338", "a=1;a=1", "x=", "=>", "||", "|:", "else:",
        "2147483648", "-2147483649", "9999-99-99", "29/02/2023", "#REF!", "<", "&lt;", "&#0;", "]]>", "<!--", "_x0000_", "XFE1048577", "A99999999", "ZZZZZZ1", "s", "inlineStr", "1048577",
    ];

    private readonly Random random = new(seed);

    /// <summary>One to four pieces of damage.</summary>
    public byte[] Damage(byte[] file)
    {
        var bytes = new List<byte>(file);
        for (var left = random.Next(2) == 0 ? 1 : random.Next(2, 5); left > 0; left--)
            DamageOnce(bytes);
        return [.. bytes];
    }

    /// <summary>Damages one part inside an .xlsx and packs it again soundly, so that the damage is read and not only refused.</summary>
    public byte[] DamageInside(byte[] workbook)
    {
        using var packed = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(workbook)))
        using (var target = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            var chosen = random.Next(source.Entries.Count);
            for (var place = 0; place < source.Entries.Count; place++)
            {
                using var from = source.Entries[place].Open();
                using var part = new MemoryStream();
                from.CopyTo(part);
                using var to = target.CreateEntry(source.Entries[place].FullName, CompressionLevel.Fastest).Open();
                to.Write(place == chosen ? Damage(part.ToArray()) : part.ToArray());
            }
        }

        return packed.ToArray();
    }

    public T Of<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private void DamageOnce(List<byte> bytes)
    {
        if (bytes.Count == 0)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(Of(Pieces)));
            return;
        }

        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, random.Next(2, 200)), bytes.Count - at);
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = Of(Interesting);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : 1);
                break;
            case 5:
                Overwrite(bytes, at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                break;
            case 6:
                Overwrite(bytes, at, BitConverter.GetBytes(random.Next(3) == 0 ? random.Next() : Of([0, -1, int.MaxValue, int.MinValue, 1])));
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Of(Pieces)));
                break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, IReadOnlyList<byte> piece)
    {
        for (var place = 0; place < piece.Count && at + place < bytes.Count; place++)
            bytes[at + place] = piece[place];
    }
}
