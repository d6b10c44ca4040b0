using System.Buffers.Binary;
using System.Text;

namespace ChiSo.Application.Spreadsheets;

/// <summary>The streams inside a compound file (.xls): as much of [MS-CFB] as it takes to read one by its name.</summary>
internal sealed class CompoundFile
{
    private const int EntrySize = 128;
    private const int RootEntry = 5;
    private const int LargestStream = 128 << 20;

    private readonly ReadOnlyMemory<byte> file;
    private readonly int sectorSize;

    // No chain is longer than the file: one that runs in a circle ends here.
    private readonly int most;
    private bool tableRunsOn;
    private readonly List<int> next = [];

    public CompoundFile(ReadOnlyMemory<byte> file)
    {
        this.file = file;
        sectorSize = 1 << Math.Clamp(Shift(30), (short)7, (short)16);
        most = file.Length / sectorSize;
        foreach (var sector in TableSectors().Take(most))
            next.AddRange(Numbers(Sector(sector).Span));
    }

    /// <summary>The first stream with one of the names, in their order; <c>null</c> when there is none. What lies beyond the end of a cut file is left out.</summary>
    public byte[]? Find(params ReadOnlySpan<string> names)
    {
        var entries = Entries();
        foreach (var name in names)
        {
            if (entries.Find(entry => NameOf(entry) == name) is { } entry)
                return Content(entry, entries.Find(entry => entry[66] == RootEntry));
        }

        return null;
    }

    /// <summary>Whether its sectors have the sizes the format knows.</summary>
    public bool HasKnownSectors => Shift(30) is 9 or 12 && Shift(32) == 6;

    /// <summary>Whether a reader that trusts the file can follow it: no stream larger than any file we take, no chain of sectors that runs in a circle.</summary>
    public bool IsSound => !tableRunsOn && Entries().TrueForAll(entry => Number(entry, 120) is >= 0 and <= LargestStream)
        && !HasCircle([.. next]) && !HasCircle(Numbers(Chain(Header(60))));

    private static bool HasCircle(int[] next)
    {
        var walks = new int[next.Length]; // the walk that came by, from 1
        for (var walk = 1; walk <= next.Length; walk++)
        {
            for (var sector = walk - 1; sector >= 0 && sector < next.Length && (walks[sector] == 0 || walks[sector] == walk); sector = next[sector])
            {
                if (walks[sector] == walk)
                    return true;
                walks[sector] = walk;
            }
        }

        return false;
    }

    private byte[] Content(byte[] entry, byte[]? root)
    {
        var (start, size) = (Number(entry, 116), Number(entry, 120));
        var isSmall = size < Header(56) && root is not null;
        var bytes = isSmall ? SmallChain(start, Chain(Number(root!, 116))) : Chain(start); // small only with a root
        return bytes.Length > size && size >= 0 ? bytes[..size] : bytes;
    }

    // Small streams share one stream, cut into small sectors with a table of their own.
    private byte[] SmallChain(int start, byte[] shared)
    {
        var small = 1 << Math.Clamp(Shift(32), (short)4, (short)12);
        var table = Numbers(Chain(Header(60)));
        using var content = new MemoryStream();
        for (var (sector, steps) = (start, 0); sector >= 0 && sector < table.Length && steps < shared.Length / small; sector = table[sector], steps++)
        {
            var from = Math.Min((long)sector * small, shared.Length);
            content.Write(shared.AsSpan((int)from, (int)Math.Min(small, shared.Length - from)));
        }

        return content.ToArray();
    }

    private byte[] Chain(int start)
    {
        using var content = new MemoryStream();
        for (var (sector, steps) = (start, 0); sector >= 0 && sector < next.Count && steps < most; sector = next[sector], steps++)
            content.Write(Sector(sector).Span);
        return content.ToArray();
    }

    // The sectors that hold the table of sectors: 109 in the header, the rest in a chain of their own.
    private List<int> TableSectors()
    {
        const int InHeader = 109;
        var sectors = new List<int>();
        for (var i = 0; i < InHeader; i++)
            sectors.Add(Header(76 + (4 * i)));
        for (var (sector, steps) = (Header(68), 0); sector >= 0 && steps < most; steps++)
        {
            var numbers = Numbers(Sector(sector).Span);
            if (numbers.Length == 0)
                break;
            sectors.AddRange(numbers[..^1]);
            sector = numbers[^1];
            tableRunsOn = steps == most - 1 && sector >= 0;
        }

        return sectors.FindAll(sector => sector >= 0);
    }

    private ReadOnlyMemory<byte> Sector(int number)
    {
        var from = (number + 1L) * sectorSize;
        return from >= file.Length ? default : file.Slice((int)from, (int)Math.Min(sectorSize, file.Length - from));
    }

    private List<byte[]> Entries() => [.. Chain(Header(48)).Chunk(EntrySize).Where(entry => entry.Length == EntrySize)];

    private short Shift(int offset) => BinaryPrimitives.ReadInt16LittleEndian(file.Span[offset..]);

    private int Header(int offset) => BinaryPrimitives.ReadInt32LittleEndian(file.Span[offset..]);

    private static int Number(byte[] entry, int offset) => BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(offset));

    private static string NameOf(byte[] entry)
    {
        var length = BinaryPrimitives.ReadInt16LittleEndian(entry.AsSpan(64)) - 2;
        return length is > 0 and <= 62 ? Encoding.Unicode.GetString(entry, 0, length) : "";
    }

    private static int[] Numbers(ReadOnlySpan<byte> bytes)
    {
        var numbers = new int[bytes.Length / 4];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
        return numbers;
    }
}
